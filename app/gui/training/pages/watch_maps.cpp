#include "app/gui/training/pages/watch_maps.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "app/gui/panels/dataset/picture_tiles.h"
#include "app/gui/panels/layer_names.h"
#include "app/gui/training/pages/watch_page.h"
#include "app/gui/widgets/maps/legend.h"
#include "app/gui/widgets/numbers/number_format.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kGap = 6, kLegend = 20, kWrittenSide = 44;
constexpr std::int64_t kMaxShownMaps = 128;
constexpr std::size_t kManyMaps = 32;  ///< with more, they lie closer together

std::string short_text(float value) {
    return with_true_minus(fmt::format("{:.3g}", value));
}

/// The range of the layer from 0, or from -m to m if it has values below 0.
ColourScale scale_of(const nn::LayerTrace& layer) {
    if (layer.range.low >= 0) return {ColourMap::inferno, {0, std::max(layer.range.high, 1e-6F)}};
    const float largest = std::max({-layer.range.low, layer.range.high, 1e-6F});
    return {ColourMap::diverging, {-largest, largest}};
}

/// The number of pictures of a layer: its maps, or its units as single values.
std::int64_t picture_count_of(const nn::Shape& shape) {
    return std::min(shape.is_image() ? shape.channels() : shape.count(), kMaxShownMaps);
}

TileValues tile_of(const nn::LayerTrace& layer, const nn::Shape& shape, std::size_t number) {
    const float* const first = layer.values.data() + number;
    if (!shape.is_image()) return {first, {1, 1}, 1};
    return {first, {static_cast<int>(shape.rows()), static_cast<int>(shape.cols())}, shape.channels()};
}

std::string tooltip_of(const TrainingScene& scene, const SnapshotMaps& maps, int node, std::size_t number) {
    const nn::LayerTrace& layer = maps.trace.layer(node);
    if (maps.model->node(node).shape.is_image()) {
        const nn::ChannelFigures& figures = layer.channels[number];
        const std::string low = short_text(figures.range.low), high = short_text(figures.range.high);
        return figures.is_dead() ? tr("Map {}: {} to {}; never above 0", number, low, high)
                                 : tr("Map {}: {} to {}", number, low, high);
    }
    const std::string name = node == maps.model->outputs().front()
                                 ? class_name(scene, static_cast<std::int64_t>(number))
                                 : tr("Unit {}", number);
    return fmt::format("{}: {}", name, short_text(layer.values[number]));
}

}  // namespace

std::optional<int> shown_layer(const TrainingView& view, const nn::Model& model) {
    if (view.maps_layer < 0 || view.maps_layer >= model.size()) return std::nullopt;
    return view.maps_layer;
}

void WatchMaps::show(TrainingScene& scene, gl::TilePainter& painter, Rect area) {
    Ui& ui = scene.ui;
    if (maps_ != scene.keeper.maps()) ++revision_;
    maps_ = scene.keeper.maps();
    const std::optional<int> node = maps_ ? shown_layer(scene.view, *maps_->model) : std::nullopt;
    if (!node) return;
    const nn::Shape& shape = maps_->model->node(*node).shape;
    const nn::LayerTrace& layer = maps_->trace.layer(*node);
    const ColourScale scale = scale_of(layer);
    const auto count = static_cast<std::size_t>(picture_count_of(shape));
    area.h = std::max(0.0F, area.h - ui.px(kLegend + 8));
    ui.mark("training.maps", area);
    const float gap = ui.px(count > kManyMaps ? kGap / 2 : kGap);
    const SquareGrid grid = square_grid(count, area.w, area.h, gap);
    const auto place_of = [&](std::size_t i) {
        return grid_place(area, i, grid.columns, grid.side + gap, grid.side + gap, grid.side, grid.side);
    };
    canvas_.begin(area, revision_);
    for (std::size_t i = 0; i < count; ++i) canvas_.add(place_of(i), tile_of(layer, shape, i), scale.map, scale.shown);
    canvas_.paint(ui, painter);
    const FocusGroup group(ui, "training.maps");
    for (std::size_t i = 0; i < count; ++i) {
        const Rect place = place_of(i);
        const Item item =
            ui.item(fmt::format("training.map.{}", i), place, {.tooltip = tooltip_of(scene, *maps_, *node, i)});
        if (!shape.is_image() && grid.side >= ui.px(kWrittenSide)) {
            const Rgb back = colour_of(scale.map, scale.shown, layer.values[i]);
            ui.text(place, short_text(layer.values[i]), readable_on(IM_COL32(back.red, back.green, back.blue, 255)),
                    Type::caption, Align::centre);
        }
        if (item.hovered) ui.outline(place.inset(-ui.px(1)), ui.colour(Role::muted), ui.px(2), ui.line_width());
        ui.focus_ring(item, ui.px(2));
    }
    const float bottom = area.y + (grid.side + gap) * static_cast<float>(grid_lines(count, grid.columns)) + ui.px(2);
    colour_bar(ui, "training.maps.legend", {area.x, bottom, std::min(area.w, ui.px(260)), ui.px(16)}, scale,
               scale.shown);
}

}  // namespace convscope
