// The player of the product maps: the sum grows channel by channel, then the bias is added, then the activation is
// applied.
#pragma once

#include <cstddef>

#include "app/gui/network/scene/scene.h"

namespace convscope {

/// True if the Map page can show the layer's maps as sums of product maps.
bool has_products(const Scene& scene);
/// True if the Map page shows them now.
bool shows_products(const Scene& scene);

/// The part of the sum that is shown.
struct ProductStep {
    std::size_t channels = 0;  ///< the number of product maps added so far
    bool bias = false, activation = false;
    bool plays = false;  ///< false: everything is shown
};
/// The number of input channels of the layer's filters; 0 if it has no product maps.
std::size_t product_channels(const nn::Model& model, int node);
/// The player's positions: one for each input channel, one for the bias if the layer has one, and one for the
/// activation unless it is linear.
PlayerPasses product_passes(const Scene& scene);
ProductStep product_step(const Scene& scene);

void show_product_player(Scene& scene, Rect area);
/// Takes the player's keys from Ui::keys(), the same keys as layer_player_keys().
void product_player_keys(Scene& scene);

}  // namespace convscope
