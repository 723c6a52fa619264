#include "app/gui/network/panels/journey/layer_search.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "app/gui/widgets/buttons.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr std::string_view kName = "journey.find";

std::string lower(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

}  // namespace

std::vector<int> layers_named(const nn::Model& model, std::string_view text) {
    std::vector<int> found;
    const std::string wanted = lower(text);
    if (wanted.find_first_not_of(' ') == std::string::npos) return found;
    for (int node = 0; node < model.size(); ++node) {
        const nn::Node& layer = model.node(node);
        if (lower(layer.name).find(wanted) != std::string::npos ||
            lower(display_name(layer)).find(wanted) != std::string::npos)
            found.push_back(node);
    }
    return found;
}

void LayerSearch::open(Scene& scene) {
    open_ = true;
    start_ = scene.layer;
    text_.clear();
    note_.clear();
    scene.ui.start_editing(kName, "");
}

void LayerSearch::search(Scene& scene, const std::string& text, int from) {
    const std::vector<int> found = layers_named(scene.model, text);
    note_.clear();
    if (found.empty()) {
        if (!text.empty()) note_ = tr("no layer");
        return;
    }
    auto match = std::ranges::find_if(found, [from](int node) { return node >= from; });
    if (match == found.end()) match = found.begin();
    note_ = tr("{} of {}", match - found.begin() + 1, found.size());
    const int node = *match;
    if (node == scene.layer) return;
    const std::int64_t channel = entered_channel(scene, node);
    scene.change_view([node, channel](NetworkView& view) { view.go_to(node, channel); });
}

void LayerSearch::show(Scene& scene, Rect place) {
    Ui& ui = scene.ui;
    if (!open_ || !ui.editing(kName)) {
        open_ = false;
        note_.clear();
        if (button(ui, kName, place, tr("Find a layer\u2026"),
                   {.tooltip = tr("Type a part of its name; Enter goes to the next"),
                    .key = "Ctrl+F",
                    .type = Type::caption}))
            open(scene);
        return;
    }
    ui.mark(kName, place);
    const bool enter = std::ranges::any_of(ui.keys(), [](const KeyPress& key) { return key.key == Key::enter; });
    const Ui::Edit edit = ui.edit_field(place, Type::caption);
    const std::string text = ui.edit_text();
    if (edit == Ui::Edit::going_on) {
        if (text != text_) search(scene, text, start_);
        text_ = text;
        return;
    }
    open_ = edit == Ui::Edit::committed && enter && !text.empty();
    if (!open_) return;
    search(scene, text, scene.layer + 1);
    text_ = text;
    ui.start_editing(kName, text);
}

}  // namespace convscope
