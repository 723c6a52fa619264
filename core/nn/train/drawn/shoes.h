// Drawings of shoes from the side, the toes at the left: sandals, sneakers and ankle boots.
#pragma once

#include "core/base/random.h"
#include "core/nn/train/drawn/canvas.h"

namespace convscope::nn {

void draw_sandal(Canvas& canvas, RandomSequence& random);
void draw_sneaker(Canvas& canvas, RandomSequence& random);
void draw_ankle_boot(Canvas& canvas, RandomSequence& random);

}  // namespace convscope::nn
