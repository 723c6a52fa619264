// The arithmetic behind one output pixel: neighbours, filter values, products, sum, weight, bias, activation, pooling.
#pragma once

#include "app/gui/workspace/frame.h"

namespace convscope {

void inspector_panel(Frame& frame, Rect rect);
/// The least height it needs for the present filter size at this width.
float inspector_height(const Frame& frame, float width);

}  // namespace convscope
