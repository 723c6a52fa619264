// The transforms of the filter: the buttons next to its values and the entries of its menu.
#pragma once

#include <array>
#include <string_view>

#include "core/base/text/translation.h"
#include "core/filter/kernel.h"

namespace convscope {

struct FilterTransform {
    std::string_view key;
    Message label, tooltip;
    Message step;  ///< the name of its undo step
    Kernel (*apply)(const Kernel&);
};

inline constexpr std::array<FilterTransform, 5> kFilterTransforms{
    FilterTransform{"rotate", tr("Rotate"), tr("Rotate by 90 degrees clockwise"), tr("rotation of the filter"),
                    rotated_clockwise},
    FilterTransform{"mirror", tr("Mirror"), tr("Exchange left and right"), tr("mirroring of the filter"), mirrored},
    FilterTransform{"transpose", tr("Transpose"), tr("Exchange rows and columns: vertical becomes horizontal"),
                    tr("exchange of the filter's rows and columns"), transposed},
    FilterTransform{"negate", tr("Negate"), tr("Change every sign"), tr("change of every sign"), negated},
    FilterTransform{"flip", tr("Flip"), tr("Rotate by 180 degrees: true convolution"),
                    tr("rotation of the filter by 180 degrees"), flipped}};

}  // namespace convscope
