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

/// Updates a list of weights step by step. Adam: Kingma and Ba (2015) with Keras's constants,
/// beta .9 and .999, epsilon 1e-7. SGD: velocity = momentum x velocity - rate x gradient; weights += velocity.
class Optimizer {
  public:
    Optimizer(OptimizerKind kind, double momentum) : kind_(kind), momentum_(static_cast<float>(momentum)) {}

    /// Begins a step with this learning rate; then update() must be called once for each weight.
    void begin_step(double rate);
    /// Updates weight number `index` (0, 1, ...), which is the same weight in every step.
    void update(std::size_t index, std::span<const float> gradient, std::span<float> weights);

  private:
    struct Moments {
        std::vector<float> first, second;
    };

    OptimizerKind kind_;
    float momentum_;
    double rate_ = 0;
    std::int64_t steps_ = 0;
    std::vector<Moments> moments_;
};

}  // namespace convscope::nn
