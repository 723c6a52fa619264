// A model's loss, accuracy and confusion matrix on labelled pictures.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/nn/model/model.h"
#include "core/nn/train/dataset.h"
#include "core/nn/train/loss.h"

namespace convscope::nn {

struct Evaluation {
    LossSum sum;  ///< the loss is NaN if an example's output is not finite
    /// The examples whose output has NaN or infinity. They count as wrong and are not in `confusion`.
    std::int64_t not_finite = 0;
    /// classes x classes: confusion[truth * classes + predicted] examples.
    std::vector<std::int64_t> confusion;
    std::int64_t classes = 0;
};

/// The number of examples computed at a time.
inline constexpr std::int64_t kEvaluationBatch = 256;

/// Throws ModelError unless the model's first input takes the data set's pictures and its first output gives at least
/// one value per class, with softmax, log-softmax or no activation.
void check_fits(const Model& model, const Dataset& data);

/// The loss and the number of correct answers of the model's first output on the examples `indices` of the data set.
/// The first input takes the pictures; further inputs are 0, as in the window. If `keep_going` returns false, stops
/// before the next batch and returns the sums so far.
Evaluation evaluate(const Model& model, const Dataset& data, std::span<const std::int64_t> indices,
                    const std::function<bool()>& keep_going = {});
/// evaluate() on all examples.
Evaluation evaluate(const Model& model, const Dataset& data);

}  // namespace convscope::nn
