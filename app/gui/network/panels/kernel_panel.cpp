#include "app/gui/network/panels/kernel_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/numbers/number_field.h"
#include "app/gui/widgets/numbers/signed_tint.h"
#include "core/base/text/translation.h"
#include "core/filter/settings.h"

namespace convscope {

namespace {

constexpr std::int64_t kMaxSide = 7;  ///< kernels up to this side are shown as numbers
constexpr float kCellHeight = 36, kShortCellHeight = 28;
constexpr float kMaxCellWidth = 76;
constexpr float kMinCellWidth = 44;  ///< width of a number with three digits
constexpr float kColumnWidth = 112;  ///< width of the column at the right of the numbers
constexpr float kGap = 3;

/// The axes of a convolution's kernel: rows, columns, input channels, filters.
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

/// True for layers that get the picture: the lab's filters are made for pictures.
bool may_come_from_lab(const Scene& scene) {
    return is_input(scene.model, scene.node().inputs.front());
}

}  // namespace

Range weight_range(const nn::Tensor& tensor, std::int64_t channel) {
    float largest = 0;
    for (auto i = static_cast<std::size_t>(channel); i < tensor.values.size();
         i += static_cast<std::size_t>(tensor.shape.channels()))
        largest = std::max(largest, std::fabs(tensor.values[i]));
    return {-largest, largest};
}

Rect KernelPanel::show(Scene& scene, Rect& area) {
    const Ui& ui = scene.ui;
    const nn::Tensor& kernel = *layer_kernel(scene);
    const KernelShape shape(kernel);
    if (shape.rows > kMaxSide || shape.cols > kMaxSide) return {};
    const auto cols = static_cast<float>(shape.cols);
    const float min_width = (ui.px(kMinCellWidth) + ui.px(kGap)) * cols;
    const bool has_column = area.w - ui.px(kColumnWidth) >= min_width && shape.rows > 1;
    const float height = ui.px(ui.is_short_window() ? kShortCellHeight : kCellHeight);
    Rect cells = area.cut_top((height + ui.px(kGap)) * static_cast<float>(shape.rows), ui.px(6));
    Rect column = has_column ? cells.cut_right(ui.px(kColumnWidth), ui.px(8)) : Rect{};
    cells.w = std::min(cells.w, ui.px(kMaxCellWidth) * cols);
    show_cells(scene, cells, kernel);
    const std::optional<Kernel> filter =
        lab_kernel(scene.network, scene.layer, chosen_input(scene, shape), scene.channel);
    if (!filter) return column;
    Rect row = has_column ? Rect{} : area.cut_top(ui.px(30), ui.px(8));
    const float half = (row.w - ui.px(6)) / 2;
    // In the column the buttons are placed from the bottom upwards.
    if (may_come_from_lab(scene))
        show_from_lab(scene, has_column ? column.cut_bottom(ui.px(30), ui.px(6)) : row.cut_right(half, ui.px(6)),
                      kernel);
    show_to_lab(scene, has_column ? column.cut_bottom(ui.px(30), ui.px(6)) : row, *filter);
    return column;
}

void KernelPanel::show_choice(Scene& scene, gl::TilePainter& painter, Rect& area) {
    Ui& ui = scene.ui;
    const nn::Tensor& kernel = *layer_kernel(scene);
    const KernelShape shape(kernel);
    if (shape.inputs <= 1) return;
    const std::int64_t chosen = chosen_input(scene, shape);
    ui.text(area.cut_top(ui.px(20), ui.px(2)), tr("{} kernels, one for each input map", shape.inputs), Role::muted,
            Type::caption);
    const float gap = ui.px(3);
    const int columns = shape.inputs > 128 ? 32 : 16;
    const float side = std::floor((area.w + gap) / static_cast<float>(columns)) - gap;
    const auto rows = (static_cast<int>(shape.inputs) + columns - 1) / columns;
    const Rect place = area.cut_top(static_cast<float>(rows) * (side + gap), ui.px(8));
    const Item item = ui.item("weights.kernels", place);
    ui.focus_ring(item, ui.px(4));
    const Range range = weight_range(kernel, scene.channel);
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
            scene.change_view([input](NetworkView& view) { view.kernel_channel = input; });
    }
    canvas_.paint(ui, painter);
    ui.outline(ring.inset(-ui.px(2)), ui.colour(Role::accent), ui.px(2), ui.px(2));
}

void KernelPanel::show_cells(Scene& scene, Rect area, const nn::Tensor& kernel) {
    Ui& ui = scene.ui;
    const KernelShape shape(kernel);
    const std::int64_t input = chosen_input(scene, shape);
    const auto index_at = [&](std::int64_t r, std::int64_t c) { return shape.index(r, c, input, scene.channel); };
    const auto value_at = [&](std::int64_t r, std::int64_t c) {
        return kernel.values[static_cast<std::size_t>(index_at(r, c))];
    };
    float largest = 0;
    std::vector<double> values;
    values.reserve(static_cast<std::size_t>(shape.rows * shape.cols));
    for (std::int64_t r = 0; r < shape.rows; ++r)
        for (std::int64_t c = 0; c < shape.cols; ++c) {
            largest = std::max(largest, std::fabs(value_at(r, c)));
            values.push_back(double{value_at(r, c)});
        }
    const Rect first =
        area.row(0, static_cast<int>(shape.rows), ui.px(kGap)).column(0, static_cast<int>(shape.cols), ui.px(kGap));
    NumberStyle style = fitted_style(ui, format_of(values), first.w - ui.px(4), first.h);
    // Text is large enough, and leaves the digits room while a number is typed.
    if (style.type != Type::caption) style.type = Type::text;
    for (std::int64_t r = 0; r < shape.rows; ++r)
        for (std::int64_t c = 0; c < shape.cols; ++c) {
            const Rect row = area.row(static_cast<int>(r), static_cast<int>(shape.rows), ui.px(kGap));
            const auto edit =
                number_field(ui, fmt::format("weights.cell.{}.{}", r, c),
                             row.column(static_cast<int>(c), static_cast<int>(shape.cols), ui.px(kGap)), value_at(r, c),
                             {.step = kWeightStep,
                              .fill = signed_tint(ui, value_at(r, c), largest),
                              .type = shape.cols > 5 ? Type::caption : Type::text,
                              .style = style,
                              .limit = kMaxFilterValue,
                              .lets_go = true});
            if (edit)
                scene.frame.perform(set_weight_value({scene.layer, 0}, index_at(r, c), edit->value, edit->gesture));
        }
}

void KernelPanel::show_to_lab(Scene& scene, Rect place, const Kernel& kernel) {
    if (!button(scene.ui, "weights.to_lab", place, tr("To Filter Lab"),
                {.tooltip = tr("Try this kernel on any picture"), .type = Type::caption}))
        return;
    const bool has_bias = scene.node().weights.size() > 1;
    const float bias = has_bias ? nn::weight(scene.model, scene.network.edits, {scene.layer, 1})
                                      ->values[static_cast<std::size_t>(scene.channel)]
                                : 0;
    scene.frame.perform(send_kernel_to_lab(kernel, bias));
}

void KernelPanel::show_from_lab(Scene& scene, Rect place, const nn::Tensor& kernel) {
    const KernelShape shape(kernel);
    const LabFilter& filter =
        scene.frame.document.lab.filters.at(static_cast<std::size_t>(scene.frame.document.lab.edited));
    const bool fits = filter.kernel.size == shape.rows;
    if (button(scene.ui, "weights.from_lab", place, tr("From Filter Lab"),
               {.tooltip = fits ? tr("Replace this kernel with the Filter Lab's filter")
                                : tr("The Filter Lab's filter has another size"),
                .enabled = fits,
                .type = Type::caption}))
        scene.frame.perform(send_filter_to_node(filter, scene.layer, chosen_input(scene, shape), scene.channel));
}

}  // namespace convscope
