// The report of `convscope filter`: sizes, value ranges and the arithmetic behind one pixel, as text or as JSON.
// Computes nothing itself.
#pragma once

#include <optional>
#include <string>

#include "core/filter/explain.h"
#include "core/filter/result.h"
#include "core/image/picture.h"

namespace convscope {

/// One run of the command: what went in and what came out.
struct FilterRun {
    std::string input;
    Channel channel = Channel::grey;
    Plane plane;
    FilterSettings settings;
    FilterResult result;
    std::optional<PixelExplanation> pixel;  ///< of the pixel that was asked for
    std::optional<PoolExplanation> pool;    ///< of its pooling block, if it falls into a complete one
};

/// Sizes are rows x columns. Ends with a line break.
std::string text_report(const FilterRun& run);
/// One object; values that are no finite numbers are null. Ends with a line break.
std::string json_report(const FilterRun& run);

}  // namespace convscope
