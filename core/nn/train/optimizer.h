// Optimizers: Adam and SGD with momentum, as Keras computes them.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace convscope::nn {

enum class OptimizerKind { adam, sgd };
inline constexpr std::array<std::string_view, 2> kOptimizerNames{"adam", "sgd"};

/// The numbers of one step that all weights share.
struct OptimizerStep {
    OptimizerKind kind = OptimizerKind::adam;
    std::int64_t number = 0;  ///< of the step, from 1
    double rate = 0;          ///< the learning rate
    /// Adam: rate x sqrt(1 - beta2^number) / (1 - beta1^number). SGD: the rate.
    double corrected_rate = 0;
    double beta1 = 0, beta2 = 0, epsilon = 0;  ///< Adam's constants
    double momentum = 0;                       ///< SGD's
};

/// The moments of a weight: Adam's means of gradients and of their squares; SGD's velocity is the first.
struct WeightMoments {
    std::vector<float> first, second;
};

/// Updates a list of weights step by step. Adam: Kingma and Ba (2015) with Keras's constants,
/// beta .9 and .999, epsilon 1e-7. SGD: velocity = momentum x velocity - rate x gradient; weights += velocity.
class Optimizer {
  public:
    Optimizer(OptimizerKind kind, double momentum) : kind_(kind), momentum_(static_cast<float>(momentum)) {}

    /// Begins a step with this learning rate; then update() must be called once for each weight.
    void begin_step(double rate);
    /// Updates weight number `index` (0, 1, ...), which is the same weight in every step.
    void update(std::size_t index, std::span<const float> gradient, std::span<float> weights);

    /// The numbers of the step that was begun last.
    OptimizerStep step() const;
    /// The moments of weight `index`; empty before its first update.
    WeightMoments moments(std::size_t index) const;

  private:
    OptimizerKind kind_;
    float momentum_;
    double rate_ = 0;
    std::int64_t steps_ = 0;
    std::vector<WeightMoments> moments_;
};

}  // namespace convscope::nn
