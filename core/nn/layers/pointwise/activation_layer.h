// Activation: an activation function as a separate layer (Keras: Activation, ReLU, LeakyReLU, ELU, Softmax, ...).
#pragma once

#include "core/nn/layers/shape/copied_values.h"

namespace convscope::nn {

/// Keeps the shape; the pre-activation is a copy of the input.
class ActivationLayer final : public CopiedValues {
  public:
    explicit ActivationLayer(const Activation& activation) : activation_(activation) {}

    std::string_view type() const override { return "Activation"; }
    Shape output_shape(std::span<const Shape> inputs) const override;
    Activation activation() const override { return activation_; }
    DisplayName display_name(std::span<const Shape> inputs) const override;

  private:
    Activation activation_;
};

}  // namespace convscope::nn
