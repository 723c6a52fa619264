// Probe images, with which the program guesses a model's preprocessing: digits, garments and scenes. They are part of
// the program, so that they are the same on every machine. Must not include files.
#pragma once

#include <cstddef>
#include <vector>

#include "core/image/picture.h"

namespace convscope::nn {

/// Images of the same thing differ in their strokes, position, mirroring or brightness; a trained classifier gives them
/// similar answers.
struct ProbeImage {
    Picture picture;
    std::size_t thing = 0;  ///< for digits and garments, the class in MNIST or Fashion-MNIST
};

/// Light digits 0 to 9 on black, 28 x 28, drawn with different strokes and centred as MNIST's are.
const std::vector<ProbeImage>& digit_probes();
/// The ten classes of Fashion-MNIST, light on black, 28 x 28: all unchanged first, then mirrored, moved or darker.
const std::vector<ProbeImage>& garment_probes();
/// Natural pictures and drawn scenes in colour, 48 x 48: all things once, then all things changed.
const std::vector<ProbeImage>& scene_probes();

}  // namespace convscope::nn
