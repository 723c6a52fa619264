// The arithmetic of one weight in one training step: its gradient as a sum over examples and positions, and the
// optimizer's update with its numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/nn/train/watch/step_record.h"

namespace convscope::nn {

/// One number of a weight tensor.
struct ChosenWeight {
    int node = 0;
    std::size_t weight = 0;  ///< index into the node's weights
    std::int64_t index = 0;  ///< of the number, in memory order
    bool operator==(const ChosenWeight&) const = default;
};

/// The gradient of a weight of a convolution or a dense layer as a sum of products: for every example and every
/// position of the output, the input under the weight (1 for a bias, 0 in the padding) x the gradient of the
/// pre-activation there.
struct GradientTerms {
    std::int64_t examples = 0, rows = 1, cols = 1;  ///< a dense layer has one position
    std::vector<float> inputs, gradients;           ///< examples x rows x cols
    std::vector<double> example_sums;               ///< the sum of the products for each example
    double sum = 0;                                 ///< of all; the trainer's gradient up to rounding
};
/// nullopt for other kinds of layers and for weights without gradient.
std::optional<GradientTerms> gradient_terms(const StepDetail& detail, const ChosenWeight& chosen);

/// The update of one weight. SGD has only the first moment, its velocity; its `second` and `denominator` are 0.
struct WeightUpdate {
    double gradient = 0;
    double first_before = 0, second_before = 0;  ///< moments m and v
    double first = 0, second = 0;                ///< after the step
    double rate = 0;         ///< the learning rate; for Adam with both bias corrections, see AdamStep
    double denominator = 0;  ///< sqrt(v) + epsilon
    double change = 0;       ///< after - before
    double before = 0, after = 0;
};
/// nullopt for weights that are not trained.
std::optional<WeightUpdate> weight_update(const StepDetail& detail, const ChosenWeight& chosen);

}  // namespace convscope::nn
