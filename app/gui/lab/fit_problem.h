// The message for a filter's window that is larger than the picture, with the remedies that the page on screen offers.
#pragma once

#include <string>
#include <string_view>

#include "core/base/text/translation.h"
#include "core/filter/settings.h"
#include "core/image/plane.h"

namespace convscope {

/// The tooltip of controls that need an output while there is none.
inline constexpr Message kNoOutput = tr("There is no output: the filter\u2019s window does not fit into the picture");

/// The remedies that a page offers, in addition to a larger picture.
struct FitRemedies {
    bool borders = false;      ///< the borders zero and replicate
    bool keep_border = false;  ///< the border keep
    bool filter_size = false;
    bool dilation = false;
};

/// "The filter's window is 3 × 3 pixels, but the picture has only 2 rows and 2 columns. Choose ...", with those
/// remedies that make this window fit, each alone; a larger picture if there are none. Empty if the window fits.
std::string fit_problem(Size input, const FilterSettings& settings, const FitRemedies& remedies);

}  // namespace convscope
