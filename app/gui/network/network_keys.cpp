#include "app/gui/network/network_keys.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "app/gui/network/pages/draw/draw_page.h"
#include "app/gui/network/scene/layer_player.h"
#include "app/gui/network/scene/product_player.h"

namespace convscope {

namespace {

struct PageKey {
    char key;
    NetworkPage page;
};
constexpr std::array kPageKeys{
    PageKey{'e', NetworkPage::map},    PageKey{'m', NetworkPage::maps},   PageKey{'s', NetworkPage::table},
    PageKey{'a', NetworkPage::answer}, PageKey{'g', NetworkPage::figure}, PageKey{'b', NetworkPage::models},
    PageKey{'w', NetworkPage::why},    PageKey{'x', NetworkPage::data},   PageKey{'d', NetworkPage::draw}};

/// The node that the key selects if `layer` is selected; nullopt for other keys.
std::optional<int> chosen_node(const Scene& scene, int layer, Key key) {
    const int last = scene.model.size() - 1;
    switch (key) {
        case Key::right:
        case Key::page_down:
            return std::min(layer + 1, last);
        case Key::left:
        case Key::page_up:
            return std::max(layer - 1, 0);
        case Key::home:
            return 0;
        case Key::end:
            return last;
        default:
            return std::nullopt;
    }
}

void go_to(Scene& scene, int node) {
    // Take the focus off a weight's field, because the next layer shows other weights there.
    if (scene.ui.focused().starts_with("weights.")) scene.ui.clear_focus();
    const std::int64_t channel = entered_channel(scene, node);
    scene.change_view([node, channel](NetworkView& view) { view.go_to(node, channel); });
}

/// Selects the channel `by` places after the selected one, in the order of the shown maps. The selected channel is read
/// when the command runs, because earlier keys of the same frame may change it.
void step_channel(Scene& scene, int by) {
    scene.change_view([order = ordered_channels(scene), by](NetworkView& view) {
        const auto here = std::ranges::find(order, view.channel) - order.begin();
        const auto there = std::clamp<std::ptrdiff_t>(here + by, 0, std::ssize(order) - 1);
        view.channel = order[static_cast<std::size_t>(there)];
    });
}

/// Opens the page or, if it is already open, the page of all maps. `sum` is true while the Map page shows product maps;
/// then its key opens the enlarged map.
void toggle_page(NetworkView& view, NetworkPage page, bool sum) {
    const bool is_open = view.page == page && !(page == NetworkPage::map && sum);
    view.page = is_open ? NetworkPage::maps : page;
    if (page == NetworkPage::map) view.products.shown = false;
}

/// Carries out the key's command. Returns false if the key has none. `layer` is the node that is selected after the
/// earlier keys.
bool use_key(Scene& scene, const KeyPress& key, int& layer) {
    if (key.control || key.alt) return false;
    if (const std::optional<int> node = chosen_node(scene, layer, key.key)) {
        layer = *node;
        go_to(scene, *node);
        return true;
    }
    if (key.key == Key::up || key.key == Key::down) {
        step_channel(scene, key.key == Key::up ? -1 : 1);
        return true;
    }
    if (key.is('i') && has_products(scene)) {
        scene.change_view([shown = shows_products(scene)](NetworkView& view) {
            view.page = NetworkPage::map;
            view.products.shown = !shown;
        });
        return true;
    }
    const auto chosen = std::ranges::find_if(kPageKeys, [&key](const PageKey& entry) { return key.is(entry.key); });
    if (chosen == kPageKeys.end()) return false;
    if (chosen->page == NetworkPage::draw && scene.view.page != NetworkPage::draw) {
        open_pad(scene);
        return true;
    }
    scene.change_view(
        [page = chosen->page, sum = shows_products(scene)](NetworkView& view) { toggle_page(view, page, sum); });
    return true;
}

/// Escape unpins and stops the player. If nothing is pinned or playing, it goes back to the page of all maps.
void leave(NetworkView& view) {
    if (view.pinned || view.pinned_input || view.player.active) {
        view.pinned.reset();
        view.pinned_input.reset();
        view.player.active = view.player.playing = false;
    } else {
        view.page = NetworkPage::maps;
    }
}

}  // namespace

void network_keys(Scene& scene) {
    Ui& ui = scene.ui;
    if (ui.editing_any() || ui.layer_open()) return;
    layer_player_keys(scene);
    int layer = scene.layer;
    std::erase_if(ui.keys(), [&](const KeyPress& key) { return use_key(scene, key, layer); });
    if (!ui.has_focus() && ui.take_key(Key::escape)) scene.change_view(leave);
}

}  // namespace convscope
