// The list of drawings; each is in the file of its name.
#pragma once

#include "assets/pictures/draw/raster.h"

namespace convscope::draw {

Drawing bricks();
Drawing checkerboard();
Drawing dot();
Drawing noise_picture();
Drawing pooling_figure();
Drawing portrait();
Drawing shirt();
Drawing staircase();
Drawing stripes();
Drawing text();
Drawing worked_example();

}  // namespace convscope::draw
