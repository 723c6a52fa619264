// Light, ground and surfaces of all photographs. Lengths are in pixels of the 224 x 224 frame, colours in linear light.
#pragma once

#include <functional>
#include <string_view>

#include "assets/pictures/draw/raster.h"

namespace convscope::draw::photographs {

/// A drawing of 224 x 224 pixels whose colour at a point is `light`, in linear light.
Drawing photograph(std::string_view name, std::function<Vec3(Vec2)> light);

/// A wall and, below `edge`, a wooden table.
Vec3 table(Vec2 p, double edge, Vec3 wall);
/// Grass with blades.
Vec3 grass(Vec2 p);
/// The sky above `horizon`, with clouds.
Vec3 sky(Vec2 p, double horizon);

/// A surface in daylight from the upper left; the normal points to the viewer (+z) and down (+y). `gloss` is 0 for
/// cloth and 1 for glaze.
Vec3 lit(Vec3 colour, Vec3 normal, double gloss);
/// The normal of a sphere at this offset from its centre, in radii; |offset| < 1.
Vec3 sphere_normal(Vec2 offset);
/// 1 in full light, less in the soft shadow of a thing that stands on this ellipse.
double shadow(Vec2 p, Vec2 centre, Vec2 radii);
/// 1 inside (distance < 0), 0 outside, with an edge about one pixel wide.
double inside(double distance);

}  // namespace convscope::draw::photographs
