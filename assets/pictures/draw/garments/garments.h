// The list of garments, one for each class of Fashion-MNIST, each in the file of its name. They are drawn from curves
// in the style of that data set: 28 x 28, a light garment that fills the frame on black, shoes with the toe to the
// left.
#pragma once

#include "assets/pictures/draw/raster.h"

namespace convscope::draw::garments {

Drawing ankle_boot();
Drawing bag();
Drawing coat();
Drawing dress();
Drawing pullover();
Drawing sandal();
Drawing shirt();
Drawing sneaker();
Drawing t_shirt_top();
Drawing trouser();

}  // namespace convscope::draw::garments
