// The Filter Lab's filter with three slices, as plain values. Must not include anything that draws.
#pragma once

#include <string>

#include "core/filter/colour/colour_examples.h"
#include "core/filter/colour/colour_filter.h"

namespace convscope {

/// The colour page's filter. All slices are kSliceSize x kSliceSize; stride and dilation are 1; the border is not
/// `keep`.
struct LabColour {
    ColourFilterSettings filter;
    /// The kind of the sum's values, which selects their colours. Decided when an example is chosen or a value is
    /// typed; kept while values are dragged, so that the colours do not change during the drag.
    ValueKind kind = ValueKind::signed_values;
    std::string example;  ///< slug of the example that was chosen last; the filter may have other values now
    bool operator==(const LabColour&) const = default;

    /// Decides the kind by the values.
    void decide_kind();
    /// Sets the slices of an example, with weight 1, bias 0 and all slices on. Border, activation and pooling are kept.
    void use(const ColourExample& chosen);
    /// The example with the filter's slices, if the weight is 1 and the bias 0; nullptr if there is none.
    const ColourExample* shown_example() const;
};

inline constexpr int kSliceSize = 3;

/// The colour filter of the first start: the first example, without ReLU, with 2 x 2 max pooling.
LabColour initial_colour();

}  // namespace convscope
