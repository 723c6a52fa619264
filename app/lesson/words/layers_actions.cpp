// The words of Layers for the model, its layers, maps and edits.
#include <algorithm>
#include <array>
#include <functional>
#include <vector>

#include "app/document/network/network_commands.h"
#include "app/lesson/values/class_slugs.h"
#include "app/lesson/words/actions.h"
#include "core/base/text/translation.h"
#include "core/nn/attribution/randomised.h"
#include "core/nn/inspect/classes.h"

namespace convscope {

namespace {

constexpr std::array<std::string_view, 2> kPinPlaces{"layer", "input"};

constexpr const char* kFirstModel = "course";
constexpr std::int64_t kMaxPosition = 1'000'000;

const nn::Model& model_of(const SettingScene& scene) {
    return *scene.document.network.model.model;
}

void change_view(SettingScene& scene, const std::function<void(NetworkView&)>& change) {
    set_network_view(change).apply(scene.document);
}

const nn::Node& shown_layer(const SettingScene& scene) {
    return model_of(scene).node(scene.document.network_view.layer);
}

void apply_model(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    open_model(scene.files.model(scene.arguments.text(0), scene.stop)).apply(scene.document);
    need_model(scene);
}

void apply_layer(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    change_view(scene, [node = node_of(scene, 0)](NetworkView& view) { view.go_to(node, 0); });
}

void apply_map(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    const std::int64_t map = scene.arguments.integer(0, 0, shown_layer(scene).shape.channels() - 1);
    change_view(scene, [map](NetworkView& view) { view.channel = map; });
}

void apply_input_map(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    const nn::Node& layer = shown_layer(scene);
    const std::int64_t maps = layer.inputs.empty() ? 1 : model_of(scene).node(layer.inputs.front()).shape.channels();
    const std::int64_t map = scene.arguments.integer(0, 0, maps - 1);
    change_view(scene, [map](NetworkView& view) { view.kernel_channel = map; });
}

void apply_pin(SettingScene& scene) {
    const Arguments& a = scene.arguments;
    a.expect(3, 3);
    const bool on_input = a.one_of(0, kPinPlaces) == 1;
    const nn::Shape& shape =
        on_input ? model_of(scene).node(model_of(scene).inputs().front()).shape : shown_layer(scene).shape;
    const nn::Position at{a.integer(1, 0, kMaxPosition), a.integer(2, 0, kMaxPosition), 0};
    if (!nn::contains(shape, at))
        a.fail(tr("row {}, column {} is outside the {} x {} values of the {}", at.row, at.col, shape.rows(),
                  shape.cols(), a.text(0)),
               tr("Write smaller numbers"));
    change_view(scene, [=](NetworkView& view) { (on_input ? view.pinned_input : view.pinned) = at; });
}

void apply_unpin(SettingScene& scene) {
    scene.arguments.expect(0, 0);
    change_view(scene, [](NetworkView& view) {
        view.pinned.reset();
        view.pinned_input.reset();
    });
}

void apply_filters_shown(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    change_view(scene, [on = scene.arguments.on(0)](NetworkView& view) { view.show_filters = on; });
}

void apply_products(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    change_view(scene, [on = scene.arguments.on(0)](NetworkView& view) { view.products.shown = on; });
}

void apply_order(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    change_view(scene, [order = scene.arguments.choice<MapOrder>(0, kMapOrderNames)](NetworkView& view) {
        view.order = order;
    });
}

void apply_range(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    change_view(scene, [range = scene.arguments.choice<MapRange>(0, kMapRangeNames)](NetworkView& view) {
        view.range = range;
    });
}

/// The class that the argument names; nullopt for "none".
std::optional<std::int64_t> class_argument(const SettingScene& scene) {
    const Arguments& a = scene.arguments;
    a.expect(1, 1);
    if (a.text(0) == "none") return std::nullopt;
    if (!nn::gives_classes(model_of(scene))) a.fail(tr("the model has no classes"), tr("Write model course before it"));
    if (const auto index = class_index(model_of(scene), a.text(0))) return *index;
    const std::vector<std::string> slugs = class_slugs(model_of(scene));
    std::vector<std::string_view> names{"none"};
    names.insert(names.end(), slugs.begin(), slugs.end());
    a.fail(tr("there is no class \"{}\"", a.text(0)), remedy_for(a.text(0), names));
}

void apply_class(SettingScene& scene) {
    change_view(scene, [explained = class_argument(scene)](NetworkView& view) { view.explained = explained; });
}

void apply_rival(SettingScene& scene) {
    change_view(scene, [rival = class_argument(scene)](NetworkView& view) { view.answer.rival = rival; });
}

void apply_method(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    change_view(scene, [method = scene.arguments.choice<WhyMethod>(0, kWhyMethodNames)](NetworkView& view) {
        view.why.method = method;
    });
}

void apply_why_layer(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    const int node = node_of(scene, 0);
    if (!model_of(scene).node(node).shape.is_image())
        scene.arguments.fail(tr("the layer \"{}\" has no rows and columns", scene.arguments.text(0)),
                             tr("Write a layer with maps, for instance conv2d"));
    change_view(scene, [name = model_of(scene).node(node).name](NetworkView& view) { view.why.layer = name; });
}

void apply_why_random(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    change_view(scene, [which = scene.arguments.choice<WhyRandomised>(0, kWhyRandomisedNames)](NetworkView& view) {
        view.why.randomised = which;
    });
}

void apply_ablate(SettingScene& scene) {
    const Arguments& a = scene.arguments;
    a.expect(1, 10'000);
    const int node = node_of(scene, 0);
    std::vector<std::int64_t> maps;
    maps.reserve(a.size());
    for (std::size_t i = 1; i < a.size(); ++i)
        maps.push_back(a.integer(i, 0, model_of(scene).node(node).shape.channels() - 1));
    std::ranges::sort(maps);
    maps.erase(std::unique(maps.begin(), maps.end()), maps.end());
    set_ablated_channels(node, std::move(maps), "maps turned off").apply(scene.document);
}

void apply_random(SettingScene& scene) {
    const Arguments& a = scene.arguments;
    a.expect(1, 2);
    const int node = node_of(scene, 0);
    if (nn::parameter_count(model_of(scene).node(node)) == 0)
        a.fail(tr("the layer \"{}\" has no weights", a.text(0)), tr("Write a layer with weights, for instance conv2d"));
    const std::uint64_t seed = a.size() > 1 ? static_cast<std::uint64_t>(a.integer(1, 0, 9999)) : 1;
    Network& network = scene.document.network;
    network.edits = nn::randomised(model_of(scene), network.edits, {node}, seed);
}

void apply_reset(SettingScene& scene) {
    scene.arguments.expect(0, 0);
    reset_edits().apply(scene.document);
}

constexpr std::array kActions{
    WordAction{"model", apply_model},
    WordAction{"layer", apply_layer},
    WordAction{"map", apply_map},
    WordAction{"input-map", apply_input_map},
    WordAction{"pin", apply_pin},
    WordAction{"unpin", apply_unpin},
    WordAction{"filters-shown", apply_filters_shown},
    WordAction{"products", apply_products},
    WordAction{"order", apply_order},
    WordAction{"range", apply_range},
    WordAction{"class", apply_class},
    WordAction{"rival", apply_rival},
    WordAction{"method", apply_method},
    WordAction{"why-layer", apply_why_layer},
    WordAction{"why-random", apply_why_random},
    WordAction{"ablate", apply_ablate},
    WordAction{"random", apply_random},
    WordAction{"reset", apply_reset},
};

}  // namespace

void need_model(SettingScene& scene) {
    Network& network = scene.document.network;
    if (!network.model.model) open_model(scene.files.model(kFirstModel, scene.stop)).apply(scene.document);
    if (network.lacks_picture()) open_input(scene.files.input(kFirstInput)).apply(scene.document);
}

int node_of(const SettingScene& scene, std::size_t index) {
    const Arguments& a = scene.arguments;
    const nn::Model& model = model_of(scene);
    const std::string& name = a.text(index);
    if (const auto node = model.find(name)) return *node;
    if (!name.empty() && name.find_first_not_of("0123456789") == std::string::npos)
        return static_cast<int>(a.integer(index, 0, model.size() - 1));
    std::vector<std::string_view> names;
    names.reserve(model.nodes().size());
    for (const nn::Node& node : model.nodes()) names.push_back(node.name);
    a.fail(tr("there is no layer \"{}\"", name), remedy_for(name, names));
}

std::span<const WordAction> layers_actions() {
    return kActions;
}

}  // namespace convscope
