#include "app/gui/network/panels/weights_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/gui/network/scene/layer_image.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/heat_map.h"
#include "app/gui/widgets/number_field.h"
#include "core/nn/inspect/classes.h"

namespace convscope {

namespace {

/// The weight that has one value per feature and unit, as Dense's kernel has.
const nn::Tensor* dense_kernel(const Scene& scene) {
    if (scene.node().layer->type() != "Dense") return nullptr;
    return nn::weight(scene.model, scene.network.edits, {scene.layer, 0}).get();
}

/// The image whose values are the features of a Dense layer: that before its Flatten, or the picture of a flattened
/// input. Null where the features are no image's.
const nn::Shape* image_of_features(const Scene& scene) {
    const nn::Node& before = scene.model.node(scene.node().inputs.front());
    if (before.layer->type() == "Flatten") return &scene.model.node(before.inputs.front()).shape;
    return before.declared && before.declared->rank() == 1 ? &before.shape : nullptr;
}

std::string feature_name(const Scene& scene, std::int64_t feature) {
    const nn::Shape* const shape = image_of_features(scene);
    if (shape == nullptr) return fmt::format("input {}", feature);
    const nn::Position at = nn::position_of(*shape, feature);
    return fmt::format("input {}: row {}, column {}, map {}", feature, at.row, at.col, at.channel);
}

void caption(Ui& ui, Rect& area, const std::string& text) {
    ui.text(area.cut_top(ui.px(20), ui.px(2)), text, Role::muted, Type::caption);
}

}  // namespace

void WeightsPanel::show(Scene& scene, gl::TilePainter& painter, Rect& area) {
    Ui& ui = scene.ui;
    show_heading(scene, area);
    if (!is_input(scene.model, scene.layer)) show_switches(scene, area);
    Rect beside;
    if (layer_kernel(scene) != nullptr)
        beside = kernel_.show(scene, painter, area);
    else if (dense_kernel(scene) != nullptr)
        show_unit(scene, painter, area);
    show_channel_weights(scene, beside.h > 0 ? beside : area);
    area.cut_top(ui.px(4));
}

void WeightsPanel::show_heading(Scene& scene, Rect& area) const {
    Ui& ui = scene.ui;
    Rect row = area.cut_top(ui.px(30), ui.px(6));
    const bool has_kernel = layer_kernel(scene) != nullptr;
    const std::string_view what = has_kernel ? "Filter" : scene.shape().is_image() ? "Map" : "Value";
    if (scene.network.is_changed() &&
        button(ui, "weights.reset_all", row.cut_right(ui.px(132), ui.px(8)), "Reset to trained",
               {.tooltip = "Every weight as trained, nothing ablated, nothing painted over", .type = Type::caption}))
        scene.frame.perform(reset_edits());
    std::string title = fmt::format("{} {}", what, scene.channel);
    if (!has_kernel && !scene.shape().is_image() && scene.layer == scene.model.outputs().front())
        title += ": " + nn::class_label(scene.model, static_cast<std::size_t>(scene.channel));
    ui.mark("weights.title", row);
    ui.text(row, title, Role::text, Type::heading);
}

void WeightsPanel::show_switches(Scene& scene, Rect& area) const {
    Ui& ui = scene.ui;
    const std::int64_t count = scene.shape().channels();
    std::vector<std::int64_t> ablated = nn::ablated(scene.network.edits, scene.layer);
    const bool off = nn::is_ablated(scene.network.edits, scene.layer, scene.channel);
    const bool alone = !off && count > 1 && std::ssize(ablated) == count - 1;
    Rect row = area.cut_top(ui.px(30), ui.px(10));
    const float width = (row.w - ui.px(12)) / 3;
    if (button(ui, "weights.silence", row.cut_left(width, ui.px(6)), off ? "Silenced" : "Silence",
               {.tooltip = "The channel is 0, whatever it computes: what does the answer lose?",
                .on = off,
                .type = Type::caption})) {
        if (off)
            std::erase(ablated, scene.channel);
        else
            ablated.push_back(scene.channel);
        scene.frame.perform(set_silenced_channels(scene.layer, ablated, off ? "hearing of a channel" : "silencing"));
    }
    if (button(ui, "weights.isolate", row.cut_left(width, ui.px(6)), alone ? "Isolated" : "Isolate",
               {.tooltip = "All other channels of the layer are 0: what does this one do alone?",
                .on = alone,
                .enabled = count > 1,
                .type = Type::caption})) {
        std::vector<std::int64_t> others;
        others.reserve(static_cast<std::size_t>(count));
        for (std::int64_t c = 0; c < count && !alone; ++c)
            if (c != scene.channel) others.push_back(c);
        scene.frame.perform(set_silenced_channels(scene.layer, others, alone ? "hearing of a layer" : "isolating"));
    }
    if (button(ui, "weights.reset", row, "Reset layer",
               {.tooltip = "This layer as trained",
                .enabled = nn::is_edited(scene.network.edits, scene.layer),
                .type = Type::caption}))
        scene.frame.perform(reset_node(scene.layer));
}

void WeightsPanel::show_unit(Scene& scene, gl::TilePainter& painter, Rect& area) {
    Ui& ui = scene.ui;
    const nn::Tensor& kernel = *dense_kernel(scene);
    const std::int64_t features = kernel.shape.axes[0];
    const std::int64_t units = kernel.shape.axes[1];
    const std::int64_t chosen = std::min(scene.view.kernel_channel, features - 1);
    // The weights of one flattened map lie as the pixels did; otherwise as nearly square as they fit.
    const nn::Shape* const image = image_of_features(scene);
    const Size size = image_size(image != nullptr && image->channels() == 1 ? *image : nn::Shape{features});
    caption(ui, area, fmt::format("its {} weights", features));
    const float pixel = std::max(
        1.0F, std::min(std::floor(area.w / static_cast<float>(size.cols)), ui.px(180) / static_cast<float>(size.rows)));
    Rect place = area.cut_top(pixel * static_cast<float>(size.rows), ui.px(6));
    place.w = pixel * static_cast<float>(size.cols);
    const Item item = ui.item("weights.unit", place);
    ui.focus_ring(item, 0);
    canvas_.begin(place, scene.results.revision);
    canvas_.add(place, {kernel.values.data() + scene.channel, size, units}, ColourMap::diverging,
                shown_range(ColourMap::diverging, weight_range(kernel, scene.channel)));
    canvas_.paint(ui, painter);
    const auto cell = [&](std::int64_t feature) {
        const std::int64_t line = feature / size.cols;
        return Rect{place.x + pixel * static_cast<float>(feature % size.cols),
                    place.y + pixel * static_cast<float>(line), pixel, pixel};
    };
    mark(ui, cell(chosen), ui.colour(Role::accent), ui.px(2));
    if (item.pressed) {
        const ImVec2 mouse = ImGui::GetIO().MousePos;
        const auto row = static_cast<std::int64_t>((mouse.y - place.y) / pixel);
        const auto col = static_cast<std::int64_t>((mouse.x - place.x) / pixel);
        const std::int64_t feature = std::clamp<std::int64_t>(row * size.cols + col, 0, features - 1);
        scene.change_view([feature](NetworkView& view) { view.kernel_channel = feature; });
    }
    Rect row = area.cut_top(ui.px(30), ui.px(6));
    const std::int64_t index = chosen * units + scene.channel;
    const float value = kernel.values[static_cast<std::size_t>(index)];
    const auto edit =
        number_field(ui, "weights.feature", row.cut_right(ui.px(88), ui.px(6)), value, {.step = kWeightStep});
    if (edit) scene.frame.perform(set_weight_value({scene.layer, 0}, index, edit->value, edit->gesture));
    ui.text(row, feature_name(scene, chosen), Role::muted, Type::caption);
}

void WeightsPanel::show_channel_weights(Scene& scene, Rect& area) const {
    Ui& ui = scene.ui;
    const nn::Node& node = scene.node();
    const std::vector<nn::WeightSpec> specs = node.layer->weights(scene.model.input_shapes(scene.layer));
    for (std::size_t i = 0; i < specs.size(); ++i) {
        // Weights with one value per channel: bias, gamma, beta, moving mean and variance.
        if (specs[i].shape.rank() != 1 || specs[i].shape.count() != scene.shape().channels()) continue;
        const nn::WeightRef which{scene.layer, i};
        const float value =
            nn::weight(scene.model, scene.network.edits, which)->values[static_cast<std::size_t>(scene.channel)];
        Rect row = area.cut_top(ui.px(30), ui.px(6));
        std::string name = specs[i].name;
        std::ranges::replace(name, '_', ' ');
        const auto edit =
            number_field(ui, "weights." + specs[i].name, row.cut_right(std::min(ui.px(88), row.w * 0.65F), ui.px(6)),
                         value, {.step = kWeightStep});
        if (edit) scene.frame.perform(set_weight_value(which, scene.channel, edit->value, edit->gesture));
        ui.text(row, name, Role::muted, Type::caption);
    }
}

}  // namespace convscope
