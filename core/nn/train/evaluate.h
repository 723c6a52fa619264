// A model's loss, accuracy and confusion matrix on labelled pictures.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/nn/input/feed.h"
#include "core/nn/model/edits.h"
#include "core/nn/model/model.h"
#include "core/nn/train/dataset.h"
#include "core/nn/train/loss.h"

namespace convscope::nn {

/// A model's answer for one example.
struct ExampleAnswer {
    std::int64_t predicted = 0;  ///< the class with the largest value; -1 if a value is NaN or infinite
    float probability = 0;       ///< of that class, by softmax
    float true_probability = 0;  ///< of the true class
};

struct Evaluation {
    LossSum sum;  ///< the loss is NaN if an example's output is not finite
    /// The examples whose output has NaN or infinity. They count as wrong and are not in `confusion`.
    std::int64_t not_finite = 0;
    /// classes x classes: confusion[truth * classes + predicted] examples.
    std::vector<std::int64_t> confusion;
    std::int64_t classes = 0;
    std::vector<ExampleAnswer> answers;  ///< in the order of the examples
};

/// The number of examples that evaluate() computes at a time: 256, or fewer for large networks.
std::int64_t evaluation_batch(const Model& model);

/// True if the model's first input has the shape of the data set's pictures.
bool takes_pictures(const Model& model, const Dataset& data);
/// Throws ModelError unless the model's first input takes the data set's pictures.
void check_takes_pictures(const Model& model, const Dataset& data);
/// Throws ModelError unless the model's first input takes the data set's pictures and its first output gives at least
/// one value per class, with softmax, log-softmax or no activation.
void check_fits(const Model& model, const Dataset& data);

/// The loss and the number of correct answers of the model's first output on the examples `indices` of the data set.
/// The first input takes the pictures; further inputs get their feeds. The model has the edits. If `keep_going` returns
/// false, stops before the next batch and returns the sums so far.
Evaluation evaluate(const Model& model, const Dataset& data, std::span<const std::int64_t> indices,
                    const std::function<bool()>& keep_going = {}, const Feeds& feeds = {}, const Edits& edits = {});
/// evaluate() on all examples.
Evaluation evaluate(const Model& model, const Dataset& data, const Feeds& feeds = {});

}  // namespace convscope::nn
