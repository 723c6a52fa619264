// Maps of a class's score over the places of a layer: how much of the score comes from each place.
//
// contribution_map() multiplies each activation by its gradient and adds up the channels (HiResCAM; Draelos and Carin
// 2020, arXiv 2011.08891). If the layers after it are piecewise linear, such as ReLU, max pooling and Dense, this is
// not an estimate but a sum: all places together and the shares of the biases give the score; see score_balance().
// grad_cam() replaces each channel's gradients by their mean over all places (Selvaraju et al. 2017, arXiv 1610.02391),
// so it can point to places that have no part in the score. Both are equal if the network averages each map over all
// places before the last layer.
#pragma once

#include <optional>
#include <vector>

#include "core/image/plane.h"
#include "core/nn/attribution/score_gradient.h"

namespace convscope::nn {

/// The last node before the scores that has rows and columns: the usual node for maps. nullopt without one.
std::optional<int> last_node_with_places(const Model& model);

/// Each place's part of the score, after run(): rows x columns of the node. Signed, in units of the score.
FloatImage contribution_map(const ScoreGradient& gradient, int node);
/// Each channel's part of the score.
std::vector<float> channel_contributions(const ScoreGradient& gradient, int node);
/// Grad-CAM before its ReLU: signed. Its unit has no meaning beyond one map.
FloatImage grad_cam(const ScoreGradient& gradient, int node);
/// The gradient with respect to the first input. Of several channels, each pixel has the gradient of largest magnitude.
FloatImage saliency(const ScoreGradient& gradient);

/// The score as a sum: contributions of one node's places, biases after it, and a rest.
struct ScoreBalance {
    double score = 0;
    double contributions = 0;  ///< of all places of the node
    double biases = 0;         ///< of the layers after the node: the sum of bias times gradient
    /// The rest comes from paths around the node and from layers that are not piecewise linear. Without either it is 0,
    /// up to rounding.
    double rest = 0;
};
ScoreBalance score_balance(const ScoreGradient& gradient, int node);

}  // namespace convscope::nn
