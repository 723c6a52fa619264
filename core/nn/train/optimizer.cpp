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
    WeightMoments& moments = moments_[index];
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
    AdamStep constants;
    constants.rate = static_cast<float>(step().corrected_rate);
    adam(constants, gradient, moments.first, moments.second, weights);
}

OptimizerStep Optimizer::step() const {
    OptimizerStep step{.kind = kind_, .number = steps_, .rate = rate_, .corrected_rate = rate_};
    if (kind_ == OptimizerKind::sgd) {
        step.momentum = double{momentum_};
        return step;
    }
    const AdamStep constants;
    step.beta1 = double{constants.beta1};
    step.beta2 = double{constants.beta2};
    step.epsilon = double{constants.epsilon};
    const auto t = static_cast<double>(steps_);
    step.corrected_rate = rate_ * std::sqrt(1 - std::pow(step.beta2, t)) / (1 - std::pow(step.beta1, t));
    return step;
}

WeightMoments Optimizer::moments(std::size_t index) const {
    return index < moments_.size() ? moments_[index] : WeightMoments{};
}

}  // namespace convscope::nn
