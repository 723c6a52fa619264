// The arithmetic of one pixel in a line: window, filter, products and sum, whole or up to a step.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "app/paper/canvas.h"
#include "core/filter/explain.h"

namespace convscope {

/// The steps of the output pixel and, if it belongs to one, its pooling block.
std::vector<ArithmeticStep> pixel_steps(const Plane& input, const FilterSettings& settings, Cell output,
                                        std::optional<Cell> pooled);
/// The heights of the two strips.
double pixel_strip_height(const FilterSettings& settings);
double pool_strip_height(int pool_size);

/// Draws the arithmetic of the output pixel; with a `step` only what is known after that step, whose cell is outlined.
void draw_pixel_strip(Canvas& canvas, Box area, const Plane& input, const FilterSettings& settings, Cell output,
                      std::optional<Cell> pooled, std::optional<std::size_t> step);
/// Draws a pooling block and the value that is kept of it.
void draw_pool_strip(Canvas& canvas, Box area, const PoolExplanation& pool);

}  // namespace convscope
