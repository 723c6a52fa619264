// Drawings of what is worn on the upper body, front view: T-shirts, pullovers, dresses, coats and shirts.
#pragma once

#include "core/base/random.h"
#include "core/nn/train/drawn/canvas.h"

namespace convscope::nn {

void draw_t_shirt(Canvas& canvas, RandomSequence& random);
void draw_pullover(Canvas& canvas, RandomSequence& random);
void draw_dress(Canvas& canvas, RandomSequence& random);
void draw_coat(Canvas& canvas, RandomSequence& random);
void draw_shirt(Canvas& canvas, RandomSequence& random);

}  // namespace convscope::nn
