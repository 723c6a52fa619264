// A brush that paints on a model's input tensor: round dabs with a soft edge, and the eraser.
// Must not include the interface: a stroke is a list of dabs, independent of mouse events.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "core/nn/model/preprocessing.h"
#include "core/nn/model/tensor.h"

namespace convscope::nn {

/// Limits of a brush's radius, in pixels of the input.
inline constexpr float kMinBrush = 0.5F, kMaxBrush = 16;

/// The colour of a brush: red, green and blue, 0..255, before preprocessing. A grey model takes their mean.
struct Ink {
    std::array<float, 3> rgb{255, 255, 255};

    Ink() = default;
    /// Grey. The conversion is implicit, so that a brightness can be written where an ink is expected.
    Ink(float brightness) : rgb{brightness, brightness, brightness} {}
    explicit Ink(const std::array<float, 3>& colour) : rgb(colour) {}
    bool operator==(const Ink&) const = default;
    /// The value of channel `channel` of `channels`, in the order of `preprocessing` and before its scale and offset.
    float brightness(const Preprocessing& preprocessing, std::int64_t channel, std::int64_t channels) const;
};

/// One touch of the brush. A pixel's coverage falls from 1 to 0 as the distance of its centre from (row, col) grows
/// from radius - 0.5 to radius + 0.5.
struct Dab {
    double row = 0, col = 0;  ///< the centre, in pixels of the input; pixel 0 reaches from 0 to 1
    float radius = 1;         ///< kMinBrush..kMaxBrush
    std::optional<Ink> ink;   ///< nullopt erases
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
