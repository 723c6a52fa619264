// Sparse categorical cross-entropy: -log of the probability that the model gives the true class.
#pragma once

#include <cstdint>
#include <span>

#include "core/nn/model/activation.h"

namespace convscope::nn {

/// Sums of loss and correct answers over a number of examples.
struct LossSum {
    double loss = 0;
    std::int64_t correct = 0;  ///< examples whose largest value is that of the true class
    std::int64_t examples = 0;
    void operator+=(const LossSum& other) {
        loss += other.loss;
        correct += other.correct;
        examples += other.examples;
    }
    double mean_loss() const { return examples > 0 ? loss / static_cast<double>(examples) : 0; }
    double accuracy() const { return examples > 0 ? static_cast<double>(correct) / static_cast<double>(examples) : 0; }
};

/// True if the pre-activations of a last layer with this activation are logits: softmax, log-softmax, no activation.
bool gives_logits(const Activation& activation);

/// The loss and the number of correct answers. `logits` holds `classes` values per example, `labels` the true class of
/// each example, below `classes`. Writes the gradient of the mean loss with respect to the logits to `gradient`, which
/// is empty or as long as `logits`.
LossSum cross_entropy(std::span<const float> logits, std::span<const std::uint16_t> labels, std::size_t classes,
                      std::span<float> gradient);

}  // namespace convscope::nn
