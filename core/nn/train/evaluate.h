// How good a model is on labelled pictures.
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

/// How many examples are computed at a time.
inline constexpr std::int64_t kEvaluationBatch = 256;

/// Throws ModelError unless the model's first input takes the data set's pictures and its first output gives one value
/// per class, or more.
void check_fits(const Model& model, const Dataset& data);

/// The loss and the hits of the model's first output on the examples `indices` of the data set. The pictures go into
/// the first input; further inputs are 0, as in the window. `keep_going`
/// is asked before every batch; what has been seen so far is returned when it says no.
Evaluation evaluate(const Model& model, const Dataset& data, std::span<const std::int64_t> indices,
                    const std::function<bool()>& keep_going = {});
/// On all examples.
Evaluation evaluate(const Model& model, const Dataset& data);

}  // namespace convscope::nn
