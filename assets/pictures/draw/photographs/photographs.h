// The sample photographs for models with a colour input, each in the file of its name: plain things in daylight, 224 x
// 224 pixels.
#pragma once

#include "assets/pictures/draw/raster.h"

namespace convscope::draw::photographs {

Drawing apple();
Drawing ball();
Drawing car();
Drawing cup();
Drawing flower();
Drawing house();

}  // namespace convscope::draw::photographs
