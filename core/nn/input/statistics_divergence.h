// The distance between a model's input and its training data, whose statistics its first BatchNormalization stores.
#pragma once

#include <optional>

#include "core/nn/model/model.h"
#include "core/nn/plan/plan.h"

namespace convscope::nn {

/// The first BatchNormalization, which stores the mean and variance of its training data; nullopt without one.
std::optional<int> first_statistics(const Model& model);
/// The Kullback-Leibler divergence of the node's input from its moving mean and variance, with both taken as normal
/// distributions; averaged over the channels. Node `index` must be a BatchNormalization, and the plan must have run.
double divergence_at(const Plan& plan, int index);

}  // namespace convscope::nn
