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
    LossSum sum;
    /// classes x classes: confusion[truth * classes + predicted] examples.
    std::vector<std::int64_t> confusion;
    std::int64_t classes = 0;
};

/// The number of examples computed at a time.
inline constexpr std::int64_t kEvaluationBatch = 256;

/// Throws ModelError unless the model's first input takes the data set's pictures and its first output gives at least
/// one value per class.
void check_fits(const Model& model, const Dataset& data);

/// The loss and the correct answers of the model's first output on the examples `indices` of the data set. The pictures
/// go into the first input; further inputs are 0, as in the window. Stops before the next batch if `keep_going` returns
/// false, with the sums so far.
Evaluation evaluate(const Model& model, const Dataset& data, std::span<const std::int64_t> indices,
                    const std::function<bool()>& keep_going = {});
/// evaluate() on all examples.
Evaluation evaluate(const Model& model, const Dataset& data);

}  // namespace convscope::nn
