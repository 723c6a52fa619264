// The Layers workspace's player: it slides the window of a convolution or a pooling over the layer's positions.
#pragma once

#include "app/gui/network/scene/scene.h"

namespace convscope {

/// The layer's output is computed position by position, which the player can show.
bool has_player(const Scene& scene);
void show_layer_player(Scene& scene, Rect area);
/// Space plays and pauses; Left, Right, Home and End move the player with Shift. Uses the keys up.
void layer_player_keys(Scene& scene);

}  // namespace convscope
