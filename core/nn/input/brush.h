// A brush that paints on a model's input tensor: round dabs with a soft edge, and the eraser.
// Must not include the interface: a stroke is a list of dabs, not of mouse events.
#pragma once

#include <optional>
#include <span>

#include "core/nn/model/preprocessing.h"
#include "core/nn/model/tensor.h"

namespace convscope::nn {

/// Limits of a brush's radius, in pixels of the input.
inline constexpr float kMinBrush = 0.5F, kMaxBrush = 16;

/// One touch of the brush. It covers pixels by the distance of their centres from (row, col): fully up to radius - 0.5,
/// not at all from radius + 0.5, and partly between the two.
struct Dab {
    double row = 0, col = 0;          ///< the centre, in pixels of the input; pixel 0 reaches from 0 to 1
    float radius = 1;                 ///< kMinBrush..kMaxBrush
    std::optional<float> brightness;  ///< 0..255, before preprocessing; nullopt erases
};

/// `paint` (see PictureInput::paint) after these dabs, in order. Soft edges are blended with `unpainted`, the
/// preprocessed picture. Paint of another shape is ignored. Null if no paint is left, so that an erased input equals an
/// untouched one.
SharedTensor with_dabs(const SharedTensor& paint, std::span<const Dab> dabs, const Preprocessing& preprocessing,
                       const Tensor& unpainted);

/// The paint converted from the preprocessing `before` to `after`, with the same brightness. Keeps the pointer if both
/// have the same scale, offset and order.
SharedTensor repainted(const SharedTensor& paint, const Preprocessing& before, const Preprocessing& after);

}  // namespace convscope::nn
