#include "core/base/permutation.h"

#include <cassert>

namespace convscope {

std::vector<PermutedAxis> permuted_axes(std::span<const std::int64_t> lengths, std::span<const std::size_t> order) {
    assert(lengths.size() == order.size());
    std::vector<std::int64_t> steps(lengths.size(), 1);
    for (std::size_t i = lengths.size(); i-- > 1;) steps[i - 1] = steps[i] * lengths[i];
    std::vector<PermutedAxis> axes;
    for (const std::size_t axis : order) {
        const std::int64_t length = lengths[axis], step = steps[axis];
        if (length == 1) continue;
        if (!axes.empty() && axes.back().from_step == length * step)
            axes.back() = {axes.back().length * length, step};
        else
            axes.push_back({length, step});
    }
    for (std::size_t i = axes.size(); i-- > 1;) axes[i - 1].to_step = axes[i].to_step * axes[i].length;
    return axes;
}

}  // namespace convscope
