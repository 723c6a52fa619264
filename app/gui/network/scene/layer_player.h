// The player of the Layers workspace: it slides the window of a convolution or pooling over the layer's positions.
#pragma once

#include "app/gui/network/scene/scene.h"

namespace convscope {

/// True if the layer has a sliding window and more than one position.
bool has_player(const Scene& scene);
void show_layer_player(Scene& scene, Rect area);
/// Takes the player's keys from Ui::keys(): Space plays and pauses; Shift with Left, Right, Home or End moves the
/// window.
void layer_player_keys(Scene& scene);

}  // namespace convscope
