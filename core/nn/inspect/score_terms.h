// The difference between the scores (logits) of two classes, written out as a sum, which shows why the model prefers
// one class. Scores are used because a difference of probabilities is not a sum of terms.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/nn/inspect/explain.h"

namespace convscope::nn {

/// A value that the scores are computed from, and its weights for the two classes.
struct ScoreTerm {
    int node = 0;   ///< the node whose output the value is
    Position from;  ///< the value's place in it
    double value = 0;
    double weight = 0, rival_weight = 0;

    double weight_difference() const { return weight - rival_weight; }
    double part() const { return value * weight_difference(); }
};

struct ScoreComparison {
    double score = 0, rival_score = 0;
    double bias = 0, rival_bias = 0;
    std::vector<ScoreTerm> terms;  ///< sorted by the magnitude of part(), the largest first

    /// score - rival_score: the parts of all terms plus the difference of the biases.
    double difference() const { return score - rival_score; }
};

/// The scores of all classes for one example: the pre-activation of score_node().
std::vector<float> class_scores(const Model& model, Activations activations);

/// The terms of classes `index` and `rival` in the layer that computes the scores, for one example. Layers between that
/// layer and the softmax that only copy values are skipped. nullopt if the scores are not sums of weighted values, but
/// for example maxima or functions of a sum.
std::optional<ScoreComparison> compare_scores(const Model& model, std::int64_t index, std::int64_t rival,
                                              Activations activations);

}  // namespace convscope::nn
