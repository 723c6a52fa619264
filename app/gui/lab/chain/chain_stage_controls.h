// The settings of the chosen stage, and the kernel and the bias of the chosen map.
#pragma once

#include "app/gui/lab/chain/chain_scene.h"

namespace convscope {

/// Cuts what it draws off the top of `column`.
void stage_controls(ChainScene& scene, Rect& column);

}  // namespace convscope
