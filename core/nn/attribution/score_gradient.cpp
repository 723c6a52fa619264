#include "core/nn/attribution/score_gradient.h"

#include <algorithm>

#include "core/nn/attribution/edited_plan.h"
#include "core/nn/inspect/classes.h"

namespace convscope::nn {

ScoreGradient::ScoreGradient(const Model& model, const Edits& edits)
    : plan_(edited_plan(model.up_to(score_node(model)), edits, 1, Plan::Purpose::gradients)) {}

void ScoreGradient::run(std::int64_t index) {
    index_ = index;
    plan_.run();
    const std::span<float> gradient = plan_.pre_activation_gradient(model().outputs().front());
    std::ranges::fill(gradient, 0.F);
    gradient[static_cast<std::size_t>(index)] = 1;
    plan_.backward();
}

}  // namespace convscope::nn
