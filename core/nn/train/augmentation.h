// Random changes of training images, so that a network learns more than the images show.
// Must not include the trainer: batches are filled with it.
#pragma once

#include <cstdint>
#include <span>

#include "core/nn/model/tensor.h"

namespace convscope::nn {

/// The kinds of augmentation, from none to the strongest.
enum class Augmentation : std::uint8_t {
    none,
    shift,   ///< each image is mirrored with probability 1/2 and shifted by up to two pixels along both axes
    drawing  ///< see drawing_variant()
};

/// Limits of drawing_variant(), in pixels of the image, radians or factors.
inline constexpr float kMaxDrawingShift = 2.5F, kMaxDrawingAngle = 0.2F, kMinDrawingScale = 0.8F,
                       kMaxDrawingScale = 1.15F, kMaxDrawingJag = 1.2F;
/// The shares of images that drawing_variant() only mirrors and shifts, and that it redraws.
inline constexpr float kPhotographShare = 0.76F, kRedrawnShare = 0.2F;

/// Writes a variant of `image` (bytes in row, column, channel order of `example`) that a careless hand might draw, at
/// random from `seed`: with probability kPhotographShare the image is only mirrored and shifted by up to two pixels.
/// Otherwise it is moved, scaled, turned and made jagged by a smooth displacement within the limits above, and its
/// strokes become thicker or thinner (grey dilation and erosion by 3 x 3 pixels). With probability kRedrawnShare it is
/// redrawn before that: as the outline of what is not dark, as areas of few grey levels, or as one flat area, with or
/// without lines. Pixels from outside the image are 0. `out` has the size of `image`; they must not overlap.
void drawing_variant(std::span<const std::uint8_t> image, const Shape& example, std::uint64_t seed,
                     std::span<std::uint8_t> out);

}  // namespace convscope::nn
