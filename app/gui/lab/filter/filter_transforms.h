// The transforms of the filter: the buttons next to its values and the entries of its menu.
#pragma once

#include <array>
#include <string_view>

#include "core/filter/kernel.h"

namespace convscope {

struct FilterTransform {
    std::string_view key, label, tooltip;
    std::string_view step;  ///< the name of its undo step
    Kernel (*apply)(const Kernel&);
};

inline constexpr std::array<FilterTransform, 5> kFilterTransforms{
    FilterTransform{"rotate", "Rotate", "Rotate by 90 degrees clockwise", "rotation of the filter", rotated_clockwise},
    FilterTransform{"mirror", "Mirror", "Exchange left and right", "mirroring of the filter", mirrored},
    FilterTransform{"transpose", "Transpose", "Exchange rows and columns: vertical becomes horizontal",
                    "exchange of the filter's rows and columns", transposed},
    FilterTransform{"negate", "Negate", "Change every sign", "change of every sign", negated},
    FilterTransform{"flip", "Flip", "Rotate by 180 degrees: true convolution", "rotation of the filter by 180 degrees",
                    flipped}};

}  // namespace convscope
