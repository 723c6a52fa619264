#include "app/gui/network/panels/weights_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/gui/network/arithmetic/arithmetic_text.h"
#include "app/gui/network/scene/layer_image.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/maps/heat_map.h"
#include "app/gui/widgets/numbers/number_field.h"
#include "core/base/text/translation.h"
#include "core/nn/inspect/classes.h"

namespace convscope {

namespace {

/// The kernel {features, units} of a Dense layer with the edits; null for other layers.
const nn::Tensor* dense_kernel(const Scene& scene) {
    if (scene.node().layer->kernel_kind() != nn::KernelKind::matrix) return nullptr;
    return nn::weight(scene.model, scene.network.edits, {scene.layer, 0}).get();
}

/// The shape of the image whose flattened values are a Dense layer's features: the image before Flatten, or the picture
/// of a flattened model input. Null if there is no such image.
const nn::Shape* flattened_image(const Scene& scene) {
    const int input = scene.node().inputs.front();
    if (scene.model.node(input).declared_shape().rank() != 1) return nullptr;
    const nn::Shape& shape = scene.model.node(origin_of(scene.model, input, {}).node).shape;
    return shape.is_image() ? &shape : nullptr;
}

/// The name of a Dense layer's feature, with its place in the flattened image if there is one.
std::string feature_name(const Scene& scene, std::int64_t feature) {
    const nn::Shape* image = flattened_image(scene);
    if (image == nullptr) return tr("input {}", feature);
    const nn::Position at = nn::position_of(*image, feature);
    return tr("input {}: row {}, column {}, map {}", feature, at.row, at.col, at.channel);
}

/// The name of the selected filter, map or value; of a filter with its chosen kernel, of an answer's value with its
/// class.
std::string weights_title(const Scene& scene) {
    if (const nn::Tensor* const kernel = layer_kernel(scene)) {
        const std::int64_t kernels = kernel->shape.axes[2];
        if (kernels < 2) return tr("Filter {}", scene.channel);
        return tr("Filter {}, kernel {}", scene.channel, std::min(scene.view.kernel_channel, kernels - 1));
    }
    const bool is_map = scene.shape().is_image();
    if (scene.layer != scene.model.outputs().front() || !nn::gives_classes(scene.model))
        return is_map ? tr("Map {}", scene.channel) : tr("Value {}", scene.channel);
    const std::string label = nn::class_label(scene.model, static_cast<std::size_t>(scene.channel));
    return is_map ? tr("Map {}: {}", scene.channel, label) : tr("Value {}: {}", scene.channel, label);
}

void caption(Ui& ui, Rect& area, const std::string& text) {
    ui.text(area.cut_top(ui.px(20), ui.px(2)), text, Role::muted, Type::caption);
}

/// The size of the picture of a unit's weights: the size of the flattened image if that has one channel, otherwise the
/// most nearly square rectangle.
Size unit_picture_size(const Scene& scene, std::int64_t features) {
    const nn::Shape* const image = flattened_image(scene);
    return image_size(image != nullptr && image->channels() == 1 ? *image : nn::Shape{features});
}

}  // namespace

void WeightsPanel::show(Scene& scene, gl::TilePainter& painter, Rect& area) {
    Ui& ui = scene.ui;
    show_heading(scene, area);
    if (!is_input(scene.model, scene.layer)) show_switches(scene, area);
    Rect column;  // next to the kernel's numbers, if there is room
    if (layer_kernel(scene) != nullptr)
        column = KernelPanel::show(scene, area);
    else if (dense_kernel(scene) != nullptr)
        show_unit(scene, painter, area);
    show_channel_weights(scene, column.h > 0 ? column : area);
    area.cut_top(ui.px(4));
}

void WeightsPanel::show_kernels(Scene& scene, gl::TilePainter& painter, Rect& area) {
    if (layer_kernel(scene) != nullptr) kernel_.show_choice(scene, painter, area);
}

void WeightsPanel::show_heading(Scene& scene, Rect& area) const {
    Ui& ui = scene.ui;
    Rect row = area.cut_top(ui.px(30), ui.px(6));
    if (!scene.network.edits.empty() &&
        button(ui, "weights.reset_all", row.cut_right(ui.px(88), ui.px(8)), tr("Reset all"),
               {.tooltip = tr("Undo all changes of weights and channels; the input stays as it is"),
                .type = Type::caption}))
        scene.frame.perform(reset_edits());
    ui.mark("weights.title", row);
    ui.text(row, weights_title(scene), Role::text, Type::heading);
}

void WeightsPanel::show_switches(Scene& scene, Rect& area) const {
    Ui& ui = scene.ui;
    const std::int64_t count = scene.shape().channels();
    std::vector<std::int64_t> ablated = nn::ablated(scene.network.edits, scene.layer);
    const bool off = nn::is_ablated(scene.network.edits, scene.layer, scene.channel);
    const bool alone = !off && count > 1 && std::ssize(ablated) == count - 1;
    Rect row = area.cut_top(ui.px(30), ui.px(10));
    const float room = row.w - ui.px(12);
    if (button(ui, "weights.turn_off", row.cut_left(0.3F * room, ui.px(6)), off ? tr("Turned off") : tr("Turn off"),
               {.tooltip =
                    off ? tr("Turn the channel on again") : tr("Set the channel to 0 and see how the answer changes"),
                .on = off,
                .type = Type::caption})) {
        if (off)
            std::erase(ablated, scene.channel);
        else
            ablated.push_back(scene.channel);
        scene.frame.perform(set_ablated_channels(scene.layer, ablated,
                                                 off ? tr("turning on of a channel") : tr("turning off of a channel")));
    }
    if (button(ui, "weights.only_this", row.cut_left(0.38F * room, ui.px(6)), tr("Only this one"),
               {.tooltip = alone ? tr("Turn all channels of the layer on again")
                                 : tr("Set all other channels of the layer to 0 and see what this one does alone"),
                .on = alone,
                .enabled = count > 1,
                .type = Type::caption})) {
        std::vector<std::int64_t> others;
        others.reserve(static_cast<std::size_t>(count));
        for (std::int64_t c = 0; c < count && !alone; ++c)
            if (c != scene.channel) others.push_back(c);
        scene.frame.perform(set_ablated_channels(
            scene.layer, others, alone ? tr("turning on of all channels") : tr("turning off of the other channels")));
    }
    if (button(ui, "weights.reset", row, tr("Reset layer"),
               {.tooltip = tr("Undo all changes of this layer"),
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
    caption(ui, area, tr_count(features, "{} weight", "{} weights"));
    show_unit_picture(scene, painter, area, chosen);
    Rect row = area.cut_top(ui.px(30), ui.px(6));
    const std::int64_t index = chosen * units + scene.channel;
    const float value = kernel.values[static_cast<std::size_t>(index)];
    const auto edit = number_field(ui, "weights.feature", row.cut_right(ui.px(88), ui.px(6)), value,
                                   {.step = kWeightStep, .limit = kMaxFilterValue, .lets_go = true});
    if (edit) scene.frame.perform(set_weight_value({scene.layer, 0}, index, edit->value, edit->gesture));
    ui.text(row, feature_name(scene, chosen), Role::muted, Type::caption);
}

void WeightsPanel::show_unit_picture(Scene& scene, gl::TilePainter& painter, Rect& area, std::int64_t chosen) {
    Ui& ui = scene.ui;
    const nn::Tensor& kernel = *dense_kernel(scene);
    const std::int64_t features = kernel.shape.axes[0];
    const Size size = unit_picture_size(scene, features);
    const float pixel = std::max(
        1.0F, std::min(std::floor(area.w / static_cast<float>(size.cols)), ui.px(180) / static_cast<float>(size.rows)));
    Rect place = area.cut_top(pixel * static_cast<float>(size.rows), ui.px(6));
    place.w = pixel * static_cast<float>(size.cols);
    const Item item = ui.item("weights.unit", place);
    ui.focus_ring(item, 0);
    canvas_.begin(place, scene.results.revision);
    canvas_.add(place, {kernel.values.data() + scene.channel, size, kernel.shape.axes[1]}, ColourMap::diverging,
                shown_range(ColourMap::diverging, weight_range(kernel, scene.channel)));
    canvas_.paint(ui, painter);
    const std::int64_t line = chosen / size.cols, column = chosen % size.cols;
    const Rect cell{place.x + pixel * static_cast<float>(column), place.y + pixel * static_cast<float>(line), pixel,
                    pixel};
    mark(ui, cell, ui.colour(Role::accent), ui.px(2));
    if (!item.pressed) return;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const auto row = static_cast<std::int64_t>((mouse.y - place.y) / pixel);
    const auto col = static_cast<std::int64_t>((mouse.x - place.x) / pixel);
    const std::int64_t feature = std::clamp<std::int64_t>(row * size.cols + col, 0, features - 1);
    scene.change_view([feature](NetworkView& view) { view.kernel_channel = feature; });
}

void WeightsPanel::show_channel_weights(Scene& scene, Rect& area) const {
    Ui& ui = scene.ui;
    const nn::Node& node = scene.node();
    const std::vector<nn::WeightSpec> specs = node.layer->weights(scene.model.input_shapes(scene.layer));
    for (std::size_t i = 0; i < specs.size(); ++i) {
        // Show the weights with one value per channel: bias, gamma, beta, moving mean and variance.
        if (specs[i].shape.rank() != 1 || specs[i].shape.count() != scene.shape().channels()) continue;
        const nn::WeightRef ref{scene.layer, i};
        const float value =
            nn::weight(scene.model, scene.network.edits, ref)->values[static_cast<std::size_t>(scene.channel)];
        Rect row = area.cut_top(ui.px(30), ui.px(6));
        std::string name = specs[i].name;
        std::ranges::replace(name, '_', ' ');
        const auto edit =
            number_field(ui, "weights." + specs[i].name, row.cut_right(std::min(ui.px(88), row.w * 0.65F), ui.px(6)),
                         value, {.step = kWeightStep, .limit = kMaxFilterValue, .lets_go = true});
        if (edit) scene.frame.perform(set_weight_value(ref, scene.channel, edit->value, edit->gesture));
        ui.text(row, name, Role::muted, Type::caption);
    }
}

}  // namespace convscope
