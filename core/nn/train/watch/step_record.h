// One training step as data: the batch, the loss of each example, the size of gradients, updates and weights and, on
// request, every number of the step. All numbers are those that the trainer computed with. Must not include the
// trainer, which fills a record.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/nn/model/model.h"
#include "core/nn/train/optimizer.h"

namespace convscope::nn {

/// The parts of a StepRecord that a step records only on request.
struct StepRequest {
    bool sizes = false;   ///< LayerSizes of every layer with trained weights
    bool detail = false;  ///< StepDetail, if it takes at most kMaxDetailBytes
};
inline constexpr double kMaxDetailBytes = 256e6;

/// The lengths (square roots of sums of squares) of a layer's trained weights, their gradients and their last change.
struct LayerSizes {
    int node = 0;
    double gradient = 0, update = 0, weights = 0;  ///< `weights` before the update
    /// log10(update / weights); health views draw a line at -3. -infinity for no update, +infinity for weights of 0.
    double log_ratio() const;
};

/// One weight tensor in one step. Moments are empty for weights that are not trained, `second` also for SGD.
struct WeightStep {
    int node = 0;
    std::size_t weight = 0;
    std::vector<float> gradient;  ///< of the mean loss of the batch; empty for weights that are not trained
    std::vector<float> before, after;
    std::vector<float> first_before, second_before, first, second;  ///< the optimizer's moments before and after
};

/// All numbers of one step.
struct StepDetail {
    std::shared_ptr<const Model> before;  ///< the model with the weights that the batch was computed with
    /// For each node its output (of the Input: the batch after preprocessing and augmentation) and the gradient of the
    /// mean loss with respect to its pre-activation, for all examples, N,H,W,C. A gradient is empty if nothing needs
    /// it.
    std::vector<std::vector<float>> outputs, gradients;
    std::vector<WeightStep> weights;  ///< in the order of nodes and their weights
    OptimizerStep optimizer;
};

struct StepRecord {
    std::int64_t step = 0;                     ///< from 1, over all epochs
    int epoch = 1;                             ///< from 1
    double rate = 0;                           ///< the learning rate
    double loss = 0, accuracy = 0;             ///< means over the batch, before the update
    std::vector<std::int64_t> examples;        ///< indices into the data set, in the order of the batch
    std::vector<std::uint16_t> labels;         ///< that it was trained with, one per example
    std::vector<float> losses;                 ///< one per example
    std::vector<float> probabilities;          ///< examples x classes, by softmax
    std::int64_t classes = 0;                  ///< of `probabilities`
    std::vector<LayerSizes> sizes;             ///< if requested
    std::shared_ptr<const StepDetail> detail;  ///< null if not requested or too large
};

/// The size of the record's detail, without the model.
double detail_bytes(const StepRecord& record);

}  // namespace convscope::nn
