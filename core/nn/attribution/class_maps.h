// All maps of a class that are computed from gradients, and a common colour range for the maps of several classes.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "core/nn/attribution/contribution.h"

namespace convscope::nn {

struct ClassMaps {
    FloatImage contribution, grad_cam, saliency;
    ScoreBalance balance;
};
/// ScoreGradient::run() must have been called.
ClassMaps class_maps(const ScoreGradient& gradient, int node);

/// The magnitudes at the ends of the colour scale; the usual share of values (kClippedShare) lies beyond them. They are
/// common to a class and the most likely classes, so that the map of a class with little evidence looks weak.
struct CommonRange {
    float contributions = 0;
    /// Its values are no parts of the score and often far smaller than contributions, so it has a range of its own.
    float grad_cam = 0;
    float slopes = 0;  ///< of saliency
    std::vector<std::int64_t> classes;
};
/// The range for class `index` and the three classes with the largest scores. Calls run() for each of them, so that
/// `gradient` belongs to another class afterwards. Calls `keep_going` with the finished fraction between classes; if it
/// returns false, returns nullopt.
std::optional<CommonRange> common_range(ScoreGradient& gradient, int node, std::int64_t index,
                                        const std::function<bool(double)>& keep_going = {});

}  // namespace convscope::nn
