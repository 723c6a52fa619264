// Edits of small pictures. Each gives a new plane of floats: planes are immutable.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/image/plane.h"

namespace convscope {

/// The plane with `value` at `cells`; cells outside it are ignored.
Plane with_values(const Plane& plane, std::span<const Cell> cells, float value);
/// The plane with `value` in the area of equal values, connected by their edges, that `cell` belongs to. `cell` must be
/// inside.
Plane with_filled_area(const Plane& plane, Cell cell, float value);
/// A plane of equal values.
Plane uniform_plane(Size size, float value);
/// A plane of random whole numbers 0..255, equally likely; a seed gives the same numbers on every machine.
Plane noise_plane(Size size, std::uint32_t seed);
/// The part of `plane` that has its middle at `centre`, moved as far as necessary to lie inside the plane. At most as
/// large as the plane.
Plane cropped(const Plane& plane, Size size, Cell centre);

/// The cells of a straight line from `from` to `to`, both included.
std::vector<Cell> line_of_cells(Cell from, Cell to);

}  // namespace convscope
