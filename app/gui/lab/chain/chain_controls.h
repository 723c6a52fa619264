// The controls of the chain: examples, the list of stages, and the settings of the chosen one.
#pragma once

#include "app/gui/lab/chain/chain_scene.h"

namespace convscope {

void chain_controls(ChainScene& scene, Rect place);
/// K and Escape leave the page, but Escape first unpins a pinned value; the arrow keys pin a value and move it; F shows
/// the whole maps.
void chain_keys(ChainScene& scene);

}  // namespace convscope
