// The report of `convscope filter`: sizes, value ranges and the arithmetic behind one pixel, as text or as JSON.
// Formats results; runs no filter.
#pragma once

#include <optional>
#include <string>

#include "core/filter/explain.h"
#include "core/filter/result.h"
#include "core/image/picture.h"

namespace convscope {

/// One run of the command: its input, settings and results.
struct FilterRun {
    std::string input;
    Channel channel = Channel::grey;
    Plane plane;
    FilterSettings settings;
    FilterResult result;
    std::optional<PixelExplanation> pixel;  ///< the arithmetic of the pixel given with --pixel
    std::optional<PoolExplanation> pool;    ///< the arithmetic of its pooling block, if the block is complete
};

/// Sizes are rows x columns. Ends with a line break.
std::string text_report(const FilterRun& run);
/// One JSON object; NaN and infinite values are written as null. Ends with a line break.
std::string json_report(const FilterRun& run);

}  // namespace convscope
