#include "core/nn/train/optimizer.h"

#include <cmath>

#include "core/nn/plan/kernels/value_kernels.h"

namespace convscope::nn {

void Optimizer::begin_step(double rate) {
    rate_ = rate;
    ++steps_;
}

void Optimizer::update(std::size_t index, std::span<const float> gradient, std::span<float> weights) {
    if (index >= moments_.size()) moments_.resize(index + 1);
    Moments& moments = moments_[index];
    moments.first.resize(weights.size());
    if (kind_ == OptimizerKind::sgd) {
        const auto rate = static_cast<float>(rate_);
        for (std::size_t i = 0; i < weights.size(); ++i) {
            moments.first[i] = momentum_ * moments.first[i] - rate * gradient[i];
            weights[i] += moments.first[i];
        }
        return;
    }
    moments.second.resize(weights.size());
    AdamStep step;
    const auto t = static_cast<double>(steps_);
    step.rate = static_cast<float>(rate_ * std::sqrt(1 - std::pow(double{step.beta2}, t)) /
                                   (1 - std::pow(double{step.beta1}, t)));
    adam(step, gradient, moments.first, moments.second, weights);
}

}  // namespace convscope::nn
