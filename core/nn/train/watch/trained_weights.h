// The weights in training, the plans that read them, and the optimizer that changes them. Must not include the trainer,
// which owns them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/nn/model/model.h"
#include "core/nn/plan/plan.h"
#include "core/nn/train/optimizer.h"
#include "core/nn/train/watch/step_record.h"

namespace convscope::nn {

class TrainedWeights {
  public:
    TrainedWeights(const Model& model, OptimizerKind optimizer, double momentum);

    /// The plan for `batch` examples, with the current weights: there is one for full batches and one for a smaller
    /// last batch.
    Plan& plan(std::int64_t batch);
    /// Makes one optimizer step with the plan's gradients.
    void update(const Plan& plan, double rate);
    /// update() that also writes what is requested into the record.
    void update(const Plan& plan, double rate, const StepRequest& request, StepRecord& record);
    /// The model with the current weights. Weights that are not trained are shared with the model it was made from.
    Model model() const;

  private:
    using Values = std::vector<std::vector<std::vector<float>>>;  // per node and weight

    std::vector<LayerSizes> sizes(const Plan& plan) const;
    StepDetail detail_before(const Plan& plan) const;
    void complete_detail(const Plan& plan, StepDetail& detail) const;

    Model model_;
    Optimizer optimizer_;
    Values values_;
    Values before_;  ///< before the last update whose sizes were requested; a member, so that its memory is kept
    std::vector<Plan> plans_;
};

/// The loss and the probabilities of each example of a batch; arguments as for cross_entropy().
StepRecord batch_record(std::span<const float> logits, std::span<const std::uint16_t> labels, std::size_t classes);

}  // namespace convscope::nn
