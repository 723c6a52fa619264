// The keys of the Layers workspace, which select the layer, the map and the page.
#pragma once

#include "app/gui/network/scene/scene.h"

namespace convscope {

void network_keys(Scene& scene);

}  // namespace convscope
