// The list of drawings; each stands in a file of its name.
#pragma once

#include "assets/pictures/draw/raster.h"

namespace convscope::draw {

Drawing bricks();
Drawing checkerboard();
Drawing dot();
Drawing icon();
Drawing portrait();
Drawing shirt();
Drawing staircase();
Drawing stripes();
Drawing text();

}  // namespace convscope::draw
