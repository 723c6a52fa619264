#include "app/gui/layers/weights_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/gui/layers/layer_image.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/heat_map.h"
#include "app/gui/widgets/number_field.h"
#include "app/gui/widgets/signed_tint.h"
#include "core/filter/settings.h"
#include "core/nn/classes.h"

namespace convscope {

namespace {

constexpr float kStep = 0.05F;          ///< of weights under the wheel and the arrow keys
constexpr std::int64_t kMostCells = 7;  ///< kernels up to this side are shown as numbers
constexpr float kMostCell = 38;

/// rows, cols, input channels and filters of a convolution's kernel.
struct KernelShape {
    std::int64_t rows, cols, inputs, filters;
    explicit KernelShape(const nn::Tensor& kernel)
        : rows(kernel.shape.axes[0]),
          cols(kernel.shape.axes[1]),
          inputs(kernel.shape.axes[2]),
          filters(kernel.shape.axes[3]) {}
    std::int64_t index(std::int64_t row, std::int64_t col, std::int64_t input, std::int64_t filter) const {
        return ((row * cols + col) * inputs + input) * filters + filter;
    }
};

std::int64_t chosen_input(const Scene& scene, const KernelShape& shape) {
    return std::min(scene.view.kernel_channel, shape.inputs - 1);
}

/// Of the weights of one filter or unit, which is the last axis.
Range symmetric_range(const nn::Tensor& tensor, std::int64_t channel) {
    float largest = 0;
    for (auto i = static_cast<std::size_t>(channel); i < tensor.values.size();
         i += static_cast<std::size_t>(tensor.shape.channels()))
        largest = std::max(largest, std::fabs(tensor.values[i]));
    return {-largest, largest};
}

Kernel kernel_of(const nn::Tensor& tensor, std::int64_t input, std::int64_t filter) {
    const KernelShape shape(tensor);
    Kernel kernel{static_cast<int>(shape.rows)};
    for (std::int64_t r = 0; r < shape.rows; ++r)
        for (std::int64_t c = 0; c < shape.cols; ++c)
            kernel.at(static_cast<int>(r), static_cast<int>(c)) =
                tensor.values[static_cast<std::size_t>(shape.index(r, c, input, filter))];
    return kernel;
}

bool is_lab_size(const KernelShape& shape) {
    return shape.rows == shape.cols && (shape.rows == 3 || shape.rows == 5 || shape.rows == 7);
}

/// The weight that has one value per feature and unit, as Dense's kernel has.
const nn::Tensor* dense_kernel(const Scene& scene) {
    if (scene.node().layer->type() != "Dense") return nullptr;
    return nn::weight(scene.model, scene.network.edits, {scene.layer, 0}).get();
}

/// Where a feature of a Dense layer comes from, through a Flatten before it.
std::string feature_name(const Scene& scene, std::int64_t feature) {
    const nn::Node& before = scene.model.node(scene.node().inputs.front());
    if (before.layer->type() != "Flatten") return fmt::format("input {}", feature);
    const nn::Shape& shape = scene.model.node(before.inputs.front()).shape;
    const nn::Position at = nn::position_of(shape, feature);
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
    if (layer_kernel(scene) != nullptr)
        show_kernel(scene, painter, area);
    else if (dense_kernel(scene) != nullptr)
        show_unit(scene, painter, area);
    show_channel_weights(scene, area);
    area.cut_top(ui.px(4));
}

void WeightsPanel::show_heading(Scene& scene, Rect& area) const {
    Ui& ui = scene.ui;
    Rect row = area.cut_top(ui.px(30), ui.px(6));
    const bool has_kernel = layer_kernel(scene) != nullptr;
    const std::string_view what = has_kernel ? "Filter" : scene.shape().is_image() ? "Map" : "Value";
    if (scene.network.is_changed() &&
        button(ui, "weights.reset_all", row.cut_right(ui.px(132), ui.px(8)), "Reset to trained",
               {.tooltip = "Every weight as trained, nothing silenced, nothing painted over", .type = Type::caption}))
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
    std::vector<std::int64_t> silenced = nn::silenced(scene.network.edits, scene.layer);
    const bool off = nn::is_silenced(scene.network.edits, scene.layer, scene.channel);
    const bool alone = !off && count > 1 && std::ssize(silenced) == count - 1;
    Rect row = area.cut_top(ui.px(30), ui.px(10));
    const float width = (row.w - ui.px(12)) / 3;
    if (button(ui, "weights.silence", row.cut_left(width, ui.px(6)), off ? "Silenced" : "Silence",
               {.tooltip = "The channel is 0, whatever it computes: what does the answer lose?",
                .on = off,
                .type = Type::caption})) {
        if (off)
            std::erase(silenced, scene.channel);
        else
            silenced.push_back(scene.channel);
        scene.frame.perform(set_silenced_channels(scene.layer, silenced, off ? "hearing of a channel" : "silencing"));
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

void WeightsPanel::show_kernel(Scene& scene, gl::TilePainter& painter, Rect& area) {
    const nn::Tensor& kernel = *layer_kernel(scene);
    const KernelShape shape(kernel);
    if (shape.inputs > 1) show_kernel_choice(scene, painter, area, kernel);
    show_kernel_cells(scene, area, kernel);
    show_exchange(scene, area, kernel);
}

void WeightsPanel::show_kernel_choice(Scene& scene, gl::TilePainter& painter, Rect& area, const nn::Tensor& kernel) {
    Ui& ui = scene.ui;
    const KernelShape shape(kernel);
    const std::int64_t chosen = chosen_input(scene, shape);
    caption(ui, area, fmt::format("its {} kernels, one per input map; kernel {}:", shape.inputs, chosen));
    const float gap = ui.px(3);
    const int columns = shape.inputs > 128 ? 32 : 16;
    const float side = std::floor((area.w + gap) / static_cast<float>(columns)) - gap;
    const auto rows = (static_cast<int>(shape.inputs) + columns - 1) / columns;
    const Rect place = area.cut_top(static_cast<float>(rows) * (side + gap), ui.px(8));
    const Item item = ui.item("weights.kernels", place);
    ui.focus_ring(item, ui.px(4));
    const Range range = symmetric_range(kernel, scene.channel);
    const Size size{static_cast<int>(shape.rows), static_cast<int>(shape.cols)};
    canvas_.begin(place, scene.results.revision);
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    Rect ring;
    for (std::int64_t input = 0; input < shape.inputs; ++input) {
        const std::int64_t line = input / columns;
        const Rect tile{place.x + static_cast<float>(input % columns) * (side + gap),
                        place.y + static_cast<float>(line) * (side + gap), side, side};
        const auto first = static_cast<std::size_t>(shape.index(0, 0, input, scene.channel));
        canvas_.add(tile, {kernel.values.data() + first, size, shape.inputs * shape.filters}, ColourMap::diverging,
                    shown_range(ColourMap::diverging, range));
        if (input == chosen) ring = tile;
        if (item.pressed && tile.contains(mouse.x, mouse.y))
            scene.change_view([input](LayersView& view) { view.kernel_channel = input; });
    }
    canvas_.paint(ui, painter);
    ui.outline(ring.inset(-ui.px(2)), ui.colour(Role::accent), ui.px(2), ui.px(2));
}

void WeightsPanel::show_kernel_cells(Scene& scene, Rect& area, const nn::Tensor& kernel) const {
    Ui& ui = scene.ui;
    const KernelShape shape(kernel);
    if (shape.rows > kMostCells || shape.cols > kMostCells) return;
    const std::int64_t input = chosen_input(scene, shape);
    const float gap = ui.px(3);
    const float width = std::min(area.w / static_cast<float>(shape.cols) - gap, ui.px(2 * kMostCell));
    const float height = std::min(width, ui.px(kMostCell));
    float largest = 0;
    for (std::int64_t r = 0; r < shape.rows; ++r)
        for (std::int64_t c = 0; c < shape.cols; ++c)
            largest = std::max(
                largest, std::fabs(kernel.values[static_cast<std::size_t>(shape.index(r, c, input, scene.channel))]));
    for (std::int64_t r = 0; r < shape.rows; ++r) {
        Rect row = area.cut_top(height, gap);
        for (std::int64_t c = 0; c < shape.cols; ++c) {
            const std::int64_t index = shape.index(r, c, input, scene.channel);
            const float value = kernel.values[static_cast<std::size_t>(index)];
            const auto edit = number_field(ui, fmt::format("weights.cell.{}.{}", r, c), row.cut_left(width, gap), value,
                                           {.step = kStep,
                                            .fill = signed_tint(ui, value, largest),
                                            .type = shape.cols > 5 ? Type::caption : Type::text});
            if (edit) scene.frame.perform(set_weight_value({scene.layer, 0}, index, edit->value, edit->gesture));
        }
    }
    area.cut_top(ui.px(4));
}

void WeightsPanel::show_exchange(Scene& scene, Rect& area, const nn::Tensor& kernel) const {
    Ui& ui = scene.ui;
    const KernelShape shape(kernel);
    if (!is_lab_size(shape)) return;
    const std::int64_t input = chosen_input(scene, shape);
    Rect row = area.cut_top(ui.px(30), ui.px(8));
    const float width = (row.w - ui.px(6)) / 2;
    if (button(ui, "weights.to_lab", row.cut_left(width, ui.px(6)), "To the Filter Lab",
               {.tooltip = "Try this kernel on any picture", .type = Type::caption})) {
        const bool has_bias = scene.node().weights.size() > 1;
        const float bias = has_bias ? nn::weight(scene.model, scene.network.edits, {scene.layer, 1})
                                          ->values[static_cast<std::size_t>(scene.channel)]
                                    : 0;
        scene.frame.perform(send_kernel_to_lab(kernel_of(kernel, input, scene.channel), bias));
    }
    // A filter made for pictures belongs where pictures come in.
    const bool first = is_input(scene.model, scene.node().inputs.front());
    const LabFilter& filter = scene.frame.lab().filters.at(static_cast<std::size_t>(scene.frame.lab().edited));
    const bool fits = filter.kernel.size == shape.rows;
    if (first && button(ui, "weights.from_lab", row, "From the Filter Lab",
                        {.tooltip = fits ? "The Filter Lab's filter becomes this kernel"
                                         : "The Filter Lab's filter has another size",
                         .enabled = fits,
                         .type = Type::caption}))
        scene.frame.perform(send_filter_to_node(filter, scene.layer, input, scene.channel));
}

void WeightsPanel::show_unit(Scene& scene, gl::TilePainter& painter, Rect& area) {
    Ui& ui = scene.ui;
    const nn::Tensor& kernel = *dense_kernel(scene);
    const std::int64_t features = kernel.shape.axes[0];
    const std::int64_t units = kernel.shape.axes[1];
    const std::int64_t chosen = std::min(scene.view.kernel_channel, features - 1);
    // Behind a Flatten of one map the weights lie as the pixels did; otherwise as nearly square as they fit.
    const nn::Node& before = scene.model.node(scene.node().inputs.front());
    Size size = image_size(nn::Shape{features});
    if (before.layer->type() == "Flatten" && scene.model.node(before.inputs.front()).shape.channels() == 1)
        size = image_size(scene.model.node(before.inputs.front()).shape);
    caption(ui, area, fmt::format("its {} weights", features));
    const float pixel = std::max(
        1.0F, std::min(std::floor(area.w / static_cast<float>(size.cols)), ui.px(180) / static_cast<float>(size.rows)));
    Rect place = area.cut_top(pixel * static_cast<float>(size.rows), ui.px(6));
    place.w = pixel * static_cast<float>(size.cols);
    const Item item = ui.item("weights.unit", place);
    ui.focus_ring(item, 0);
    canvas_.begin(place, scene.results.revision);
    canvas_.add(place, {kernel.values.data() + scene.channel, size, units}, ColourMap::diverging,
                shown_range(ColourMap::diverging, symmetric_range(kernel, scene.channel)));
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
        scene.change_view([feature](LayersView& view) { view.kernel_channel = feature; });
    }
    Rect row = area.cut_top(ui.px(30), ui.px(6));
    const std::int64_t index = chosen * units + scene.channel;
    const float value = kernel.values[static_cast<std::size_t>(index)];
    const auto edit = number_field(ui, "weights.feature", row.cut_right(ui.px(88), ui.px(6)), value, {.step = kStep});
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
            number_field(ui, "weights." + specs[i].name, row.cut_right(ui.px(88), ui.px(6)), value, {.step = kStep});
        if (edit) scene.frame.perform(set_weight_value(which, scene.channel, edit->value, edit->gesture));
        ui.text(row, name, Role::muted);
    }
}

}  // namespace convscope
