// All maps of a class that follow from gradients, and the range of colours in which maps of several classes are shown.
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
/// After run().
ClassMaps class_maps(const ScoreGradient& gradient, int node);

/// The magnitudes at the ends of the colours, with the usual share of values beyond them (kClippedShare): common to a
/// class and the most likely ones, so that the map of a class for which there is nothing looks like nothing.
struct CommonRange {
    float places = 0;  ///< of contribution maps and Grad-CAM
    float slopes = 0;  ///< of saliency
    std::vector<std::int64_t> classes;
};
/// Of class `index` and the three classes with the largest scores. Calls run() for each of them; the last one is not
/// `index`. Calls `keep_going` with the finished fraction between classes; if it returns false, returns nullopt.
std::optional<CommonRange> common_range(ScoreGradient& gradient, int node, std::int64_t index,
                                        const std::function<bool(double)>& keep_going = {});

}  // namespace convscope::nn
