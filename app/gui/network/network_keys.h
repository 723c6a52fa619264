// The keys of the Layers workspace: from layer to layer, from map to map, between the pages.
#pragma once

#include "app/gui/network/scene/scene.h"

namespace convscope {

void network_keys(Scene& scene);

}  // namespace convscope
