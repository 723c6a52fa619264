#include "core/nn/attribution/class_maps.h"

#include <algorithm>
#include <numeric>

#include "core/image/colours/colour_policy.h"
#include "core/image/colours/value_histogram.h"

namespace convscope::nn {

namespace {

constexpr std::size_t kLikeliest = 3;

float end_of(const FloatImage& map) {
    return ValueHistogram(map).largest(kClippedShare);
}

/// Class `index`, then the classes with the largest scores.
std::vector<std::int64_t> compared_classes(std::span<const float> scores, std::int64_t index) {
    std::vector<std::int64_t> order(scores.size());
    std::iota(order.begin(), order.end(), 0);
    const std::size_t count = std::min(kLikeliest, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
                      [&](std::int64_t a, std::int64_t b) {
                          return scores[static_cast<std::size_t>(a)] > scores[static_cast<std::size_t>(b)];
                      });
    order.resize(count);
    std::erase(order, index);
    order.insert(order.begin(), index);
    return order;
}

}  // namespace

ClassMaps class_maps(const ScoreGradient& gradient, int node) {
    return {.contribution = contribution_map(gradient, node),
            .grad_cam = grad_cam(gradient, node),
            .saliency = saliency(gradient),
            .balance = score_balance(gradient, node)};
}

std::optional<CommonRange> common_range(ScoreGradient& gradient, int node, std::int64_t index,
                                        const std::function<bool(double)>& keep_going) {
    gradient.run(index);
    CommonRange range{.classes = compared_classes(gradient.scores(), index)};
    for (std::size_t i = 0; i < range.classes.size(); ++i) {
        if (keep_going && !keep_going(static_cast<double>(i) / static_cast<double>(range.classes.size())))
            return std::nullopt;
        gradient.run(range.classes[i]);
        range.contributions = std::max(range.contributions, end_of(contribution_map(gradient, node)));
        range.grad_cam = std::max(range.grad_cam, end_of(grad_cam(gradient, node)));
        range.slopes = std::max(range.slopes, end_of(saliency(gradient)));
    }
    return range;
}

}  // namespace convscope::nn
