// The gradient of a class's score with respect to every activation, for one example: how much the score would rise if
// an activation were larger by a small amount. It is the gradient of the score (logit), never of the probability, whose
// gradient vanishes if the probability is near 1.
#pragma once

#include <span>
#include <vector>

#include "core/nn/model/edits.h"
#include "core/nn/model/model.h"
#include "core/nn/plan/plan.h"

namespace convscope::nn {

class ScoreGradient {
  public:
    /// Throws std::bad_alloc if activations and gradients do not fit into memory.
    explicit ScoreGradient(const Model& model, const Edits& edits = {});

    /// The edited model up to score_node(). Its nodes have the same numbers as in the whole model.
    const Model& model() const { return plan_.model(); }
    /// `which` is an index into model().inputs().
    void set_input(std::size_t which, std::span<const float> values) { plan_.set_input(which, values); }
    /// Computes the scores, and the gradients of the score of class `index`.
    void run(std::int64_t index);

    /// The scores of all classes.
    std::span<const float> scores() const { return plan_.pre_activation(model().outputs().front()); }
    float score() const { return scores()[static_cast<std::size_t>(index_)]; }
    std::span<const float> activation(int node) const { return plan_.activation(node); }
    /// The gradient with respect to the node's output.
    std::span<const float> gradient(int node) const { return plan_.activation_gradient(node); }
    /// The gradient with respect to the node's pre-activation.
    std::span<const float> pre_activation_gradient(int node) const { return plan_.gradient(node); }

  private:
    Plan plan_;
    std::int64_t index_ = 0;
};

}  // namespace convscope::nn
