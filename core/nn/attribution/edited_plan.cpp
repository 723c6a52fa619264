#include "core/nn/attribution/edited_plan.h"

namespace convscope::nn {

Plan edited_plan(const Model& model, const Edits& edits, std::int64_t batch, Plan::Purpose purpose) {
    Model edited = model;
    for (const auto& [which, tensor] : edits.weights)
        if (which.node < model.size()) edited = edited.with_weight(which.node, which.weight, tensor);
    Plan plan(edited, batch, purpose);
    for (const auto& [node, channels] : edits.ablated)
        if (node < model.size()) plan.set_ablated(node, channels);
    return plan;
}

}  // namespace convscope::nn
