// The settings of the chosen stage, and the kernel and the bias of the chosen map.
#pragma once

#include "app/gui/lab/chain/chain_scene.h"

namespace convscope {

/// Draws at the top of `column` and cuts off the part that it uses.
void stage_controls(ChainScene& scene, Rect& column);

}  // namespace convscope
