// A brush that paints on a model's input tensor: round dabs with a soft edge, and the eraser.
// Must not include the interface: a stroke is a list of dabs, wherever they come from.
#pragma once

#include <optional>
#include <span>

#include "core/nn/model/preprocessing.h"
#include "core/nn/model/tensor.h"

namespace convscope::nn {

/// Limits of a brush's radius, in pixels of the input.
inline constexpr float kMinBrush = 0.5F, kMaxBrush = 16;

/// One touch of the brush. It changes the pixels whose centres lie within `radius` of (row, col); its strength falls
/// from 1 to 0 over the last pixel.
struct Dab {
    double row = 0, col = 0;          ///< the centre, in pixels of the input; pixel 0 reaches from 0 to 1
    float radius = 1;                 ///< kMinBrush..kMaxBrush
    std::optional<float> brightness;  ///< 0..255, preprocessed as the model's pictures are; nullopt erases
};

/// The paint after these dabs, in order; see PictureInput::paint. `unpainted`, the preprocessed picture, shows through
/// soft edges; paint of another shape counts as none. Null if no paint is left, so that an erased input equals an
/// untouched one.
SharedTensor with_dabs(const SharedTensor& paint, std::span<const Dab> dabs, const Preprocessing& preprocessing,
                       const Tensor& unpainted);

/// The paint for another preprocessing, as bright there as it was in the one before. Keeps the pointer if both scale
/// alike.
SharedTensor repainted(const SharedTensor& paint, const Preprocessing& before, const Preprocessing& after);

}  // namespace convscope::nn
