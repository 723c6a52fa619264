// The distance between a model's input and its training data, as far as a BatchNormalization has recorded them.
#pragma once

#include <optional>

#include "core/nn/model/model.h"
#include "core/nn/plan/plan.h"

namespace convscope::nn {

/// The first BatchNormalization, which stores the mean and variance of its training data; nullopt without one.
std::optional<int> first_statistics(const Model& model);
/// The divergence of the node's input from its moving mean and variance, both regarded as normal distributions; mean
/// over the channels. `index` is a BatchNormalization; the plan has run.
double divergence_at(const Plan& plan, int index);

}  // namespace convscope::nn
