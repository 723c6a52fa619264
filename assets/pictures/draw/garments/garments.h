// The list of garments, one to a class of Fashion-MNIST; each stands in a file of its name. Drawn from curves, in that
// data set's manner: 28 x 28, a light garment that fills the frame on black, shoes with the toe to the left.
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
