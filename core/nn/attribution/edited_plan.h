// Plans of edited models.
#pragma once

#include <cstdint>

#include "core/nn/model/edits.h"
#include "core/nn/model/model.h"
#include "core/nn/plan/plan.h"

namespace convscope::nn {

/// A plan of `model` with the edited weights and the ablated channels. `model` may be a part of the edited model, with
/// the same node numbers; edits of other nodes are ignored.
Plan edited_plan(const Model& model, const Edits& edits, std::int64_t batch, Plan::Purpose purpose);

}  // namespace convscope::nn
