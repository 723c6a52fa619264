// The drawings of the program's data sets: one function for each set. A drawing depends on its class and its seed
// alone.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/nn/train/drawn/canvas.h"

namespace convscope::nn {

/// A line across the picture in one of four directions, in noise. The first parameter of each function is the class, an
/// index into drawn_class_names().
Canvas draw_line(std::size_t direction, std::uint64_t seed);
/// A shape, filled or as an outline, of random place, size and angle.
Canvas draw_shape(std::size_t shape, std::uint64_t seed);
/// A garment or shoe as in Fashion-MNIST: cut, grey, pattern and folds vary.
Canvas draw_garment(std::size_t kind, std::uint64_t seed);

}  // namespace convscope::nn
