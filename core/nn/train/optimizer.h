// How gradients move weights: Adam and SGD with momentum, as Keras computes them.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace convscope::nn {

enum class OptimizerKind { adam, sgd };
inline constexpr std::array<std::string_view, 2> kOptimizerNames{"adam", "sgd"};

/// Moves a list of weights by one gradient step after the other. Adam: Kingma and Ba (2015) with Keras's constants,
/// beta .9 and .999, epsilon 1e-7. SGD: velocity = momentum x velocity - rate x gradient; weights += velocity.
class Optimizer {
  public:
    Optimizer(OptimizerKind kind, double momentum) : kind_(kind), momentum_(static_cast<float>(momentum)) {}

    /// A new step at this learning rate; move() is then called once for each weight.
    void begin_step(double rate);
    /// Moves weight number `index` (0, 1, ...; always the same weight for the same number).
    void move(std::size_t index, std::span<const float> gradient, std::span<float> weights);

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
