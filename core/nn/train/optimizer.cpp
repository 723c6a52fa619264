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
    Moments& own = moments_[index];
    own.first.resize(weights.size());
    if (kind_ == OptimizerKind::sgd) {
        const auto rate = static_cast<float>(rate_);
        for (std::size_t i = 0; i < weights.size(); ++i) {
            own.first[i] = momentum_ * own.first[i] - rate * gradient[i];
            weights[i] += own.first[i];
        }
        return;
    }
    own.second.resize(weights.size());
    AdamStep step;
    const auto t = static_cast<double>(steps_);
    step.rate = static_cast<float>(rate_ * std::sqrt(1 - std::pow(double{step.beta2}, t)) /
                                   (1 - std::pow(double{step.beta1}, t)));
    adam(step, gradient, own.first, own.second, weights);
}

}  // namespace convscope::nn
