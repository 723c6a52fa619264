#include "app/gui/network/scene/product_player.h"

#include <algorithm>

#include "core/base/text/translation.h"
#include "core/nn/inspect/product_maps.h"

namespace convscope {

namespace {

bool has_bias(const Scene& scene) {
    return scene.node().weights.size() > 1;
}

bool is_linear(const Scene& scene) {
    return scene.node().layer->activation().kind == nn::ActivationKind::linear;
}

void put(Scene& scene, const std::optional<Player>& player) {
    if (player) scene.change_view([player](NetworkView& view) { view.products.player = *player; });
}

}  // namespace

bool has_products(const Scene& scene) {
    return nn::has_product_maps(scene.model, scene.layer);
}

bool shows_products(const Scene& scene) {
    return scene.view.page == NetworkPage::map && scene.view.products.shown && has_products(scene);
}

std::size_t product_channels(const nn::Model& model, int node) {
    if (!nn::has_product_maps(model, node)) return 0;
    // The kernel is rows x cols x input channels of a group x filters.
    return static_cast<std::size_t>(model.node(node).weights.front()->shape.axes.at(2));
}

PlayerPasses product_passes(const Scene& scene) {
    PlayerPasses passes{.position = tr("Step {} of {}"),
                        .needs_shift = true,
                        .timed = true,
                        .unavailable = tr("This layer has no product maps"),
                        .speed = tr("Speed: {:.0f} seconds per pass, {} steps per second"),
                        .play = tr("Add the product maps one by one")};
    if (!has_products(scene)) return passes;
    passes.filter = static_cast<std::int64_t>(product_channels(scene.model, scene.layer)) + (has_bias(scene) ? 1 : 0) +
                    (is_linear(scene) ? 0 : 1);
    return passes;
}

ProductStep product_step(const Scene& scene) {
    const std::size_t channels = product_channels(scene.model, scene.layer);
    const Player& player = scene.view.products.player;
    if (!player.active) return {.channels = channels, .bias = has_bias(scene), .activation = !is_linear(scene)};
    const auto done = static_cast<std::size_t>(player.position) + 1;
    const std::size_t with_bias = channels + (has_bias(scene) ? 1 : 0);
    return {.channels = std::min(done, channels),
            .bias = has_bias(scene) && done > channels,
            .activation = !is_linear(scene) && done > with_bias,
            .plays = true};
}

void show_product_player(Scene& scene, Rect area) {
    put(scene, player_bar(scene.ui, area, scene.view.products.player, product_passes(scene)));
}

void product_player_keys(Scene& scene) {
    put(scene, player_keys(scene.ui, scene.view.products.player, product_passes(scene)));
}

}  // namespace convscope
