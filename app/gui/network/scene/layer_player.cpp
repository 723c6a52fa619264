#include "app/gui/network/scene/layer_player.h"

#include "app/gui/network/arithmetic/arithmetic_text.h"
#include "app/gui/network/scene/product_player.h"

namespace convscope {

namespace {

void put(Scene& scene, const std::optional<Player>& player) {
    if (player) scene.change_view([player](NetworkView& view) { view.player = *player; });
}

}  // namespace

bool has_player(const Scene& scene) {
    const nn::Shape& shape = scene.shape();
    return shape.is_image() && shape.rows() * shape.cols() > 1 && sliding_window(scene.model, scene.layer).has_value();
}

void show_layer_player(Scene& scene, Rect area) {
    put(scene, player_bar(scene.ui, area, scene.view.player, layer_passes(scene)));
}

void layer_player_keys(Scene& scene) {
    if (shows_products(scene)) return product_player_keys(scene);
    if (has_player(scene)) put(scene, player_keys(scene.ui, scene.view.player, layer_passes(scene)));
}

}  // namespace convscope
