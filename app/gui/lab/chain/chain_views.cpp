#include "app/gui/lab/chain/chain_views.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "app/gui/lab/chain/chain_layout.h"
#include "app/gui/lab/chain/chain_marks.h"
#include "app/gui/widgets/icons.h"
#include "app/gui/widgets/maps/legend.h"

namespace convscope {

namespace {

std::string tile_name(const ChainColumn& column, int map) {
    if (column.stage < 0) return "chain.picture";
    return fmt::format("chain.{}.{}.{}", column.pooled ? "pool" : "conv", column.stage + 1, map + 1);
}

/// The colours of a stage, before and after pooling: dark at 0, its largest magnitudes at the ends.
ColourScale stage_scale(const ChainScene& scene, int stage) {
    const ChainLayer& layer =
        scene.shown.run->layer(chain_nodes(scene.shown.chain).at(static_cast<std::size_t>(stage)).convolution);
    const bool has_relu = scene.shown.chain.stage(stage).activation == Activation::relu;
    Range range = kNoValues;
    for (const Range& map : layer.ranges) range = merged(range, map);
    return colour_scale({}, has_relu ? ValueKind::non_negative : ValueKind::signed_values, finished(range),
                        layer.largest > 0 ? layer.largest : 1);
}

void set_values(const ChainScene& scene, ChainTile& tile, std::uint64_t picture_revision) {
    HeatMap& heat = tile.heat;
    if (tile.column.stage < 0) {
        heat.plane = &scene.picture;
        heat.revision = picture_revision;
        heat.kind = ValueKind::picture;
        heat.range = heat.shown = {0, 255};
        return;
    }
    const ChainLayer& layer = scene.shown.run->layer(tile.column.node);
    const ColourScale scale = stage_scale(scene, tile.column.stage);
    heat.image = &layer.maps.at(static_cast<std::size_t>(tile.map));
    heat.range = layer.ranges.at(static_cast<std::size_t>(tile.map));
    heat.revision = layer.revision;
    heat.kind = scene.shown.chain.stage(tile.column.stage).activation == Activation::relu ? ValueKind::non_negative
                                                                                          : ValueKind::signed_values;
    heat.colours = scale.map;
    heat.shown = scale.shown;
    heat.marks_outside = scale.marks_outside;
}

std::vector<ChainTile> tiles_of(const ChainScene& scene, const std::vector<PlacedColumn>& columns,
                                std::uint64_t picture_revision) {
    std::vector<ChainTile> tiles;
    for (const PlacedColumn& placed : columns) {
        const std::vector<Rect> places = map_places(scene.ui, placed.column, placed.maps);
        for (std::size_t map = 0; map < places.size(); ++map) {
            ChainTile tile{.heat = {}, .column = placed.column, .map = static_cast<int>(map)};
            tile.heat.name = tile_name(tile.column, tile.map);
            tile.heat.picture = places[map];
            const Size size = placed.column.size;
            tile.heat.map = view_map(places[map], size, tile.heat.rows, tile.heat.cols, size, {}, false);
            set_values(scene, tile, picture_revision);
            tiles.push_back(std::move(tile));
        }
    }
    return tiles;
}

/// The value under the pointer; pins it, or ends that, when it is clicked.
std::optional<ChainPixel> pointed_at(ChainScene& scene, const ChainTile& tile) {
    const Item item = scene.ui.item(tile.heat.name, tile.heat.picture, {.focusable = false});
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const std::optional<Cell> cell = item.hovered ? tile.heat.cell_at(mouse.x, mouse.y) : std::nullopt;
    if (!cell) return std::nullopt;
    const ChainPixel pixel{tile.column.stage, tile.map, tile.column.pooled, cell->row, cell->col};
    if (clicked(scene.ui, item))
        scene.change_view([pixel](ChainView& view) {
            const bool same = view.pinned == pixel;
            view.pinned = same ? std::nullopt : std::optional(pixel);
            if (pixel.stage < 0) return;
            view.stage = pixel.stage;
            view.map = pixel.map;
        });
    return pixel;
}

void choose_selection(ChainScene& scene, const std::optional<ChainPixel>& hovered) {
    if (!scene.shown.has_maps()) return;
    const std::vector<std::span<const float>> activations = scene.shown.run->activations();
    const ComputedChain computed = scene.computed(activations);
    const int map = std::min(scene.view.map, scene.shown.chain.stage(0).map_count() - 1);
    for (const std::optional<ChainPixel>& pixel : {hovered, scene.view.pinned}) {
        if (!pixel || scene.selection) continue;
        scene.selection = select_in_chain(computed, *pixel, map);
        scene.live = scene.selection.has_value();
    }
    if (!scene.selection) scene.selection = select_in_chain(computed, scene.resting, map);
}

void show_tile(ChainScene& scene, const ChainTile& tile, ViewPainter& painter) {
    Ui& ui = scene.ui;
    painter.paint(ui, tile.heat);
    draw_values(ui, tile.heat);
    const bool chosen = tile.column.stage == scene.view.stage && tile.map == scene.view.map && !tile.column.pooled;
    if (chosen && tile.column.maps > 1)
        ui.outline(tile.heat.picture.inset(-ui.px(2)), ui.colour(Role::accent), ui.px(4), ui.px(2));
    mark_selection(scene, tile);
}

/// One colour bar for all maps of a stage, below its columns; that of the picture only with room for its numbers.
void show_stage_legend(ChainScene& scene, const ChainColumn& column, Rect place) {
    Ui& ui = scene.ui;
    place = {place.x, place.bottom() - ui.px(16), place.w, ui.px(16)};
    if (column.stage < 0) {
        if (place.w >= ui.px(96)) colour_bar(ui, "chain.legend.picture", place, {ColourMap::grey, {0, 255}}, {0, 255});
        return;
    }
    const ColourScale scale = stage_scale(scene, column.stage);
    const bool has_relu = scene.shown.chain.stage(column.stage).activation == Activation::relu;
    colour_bar(ui, fmt::format("chain.legend.{}", column.stage + 1), place, scale,
               legend_range(scale, has_relu ? ValueKind::non_negative : ValueKind::signed_values));
}

}  // namespace

void show_chain_views(ChainScene& scene, Rect area, ViewPainter& painter, std::uint64_t picture_revision) {
    Ui& ui = scene.ui;
    if (scene.picture.empty()) return;
    const std::vector<PlacedColumn> columns = chain_layout(scene, area);
    const std::vector<ChainTile> tiles = tiles_of(scene, columns, picture_revision);
    std::optional<ChainPixel> hovered;
    for (const ChainTile& tile : tiles)
        if (const auto pixel = pointed_at(scene, tile)) hovered = pixel;
    choose_selection(scene, hovered);
    for (const ChainTile& tile : tiles) show_tile(scene, tile, painter);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const PlacedColumn& placed = columns[i];
        draw_column_title(ui, fmt::format("chain.title.{}", i), placed.title, placed.head);
        if (placed.arrow.w > 0) draw_icon(ui, Icon::arrow_right, placed.arrow, ui.colour(Role::muted), ui.px(14));
        if (!placed.column.pooled) show_stage_legend(scene, placed.column, placed.legend);
    }
}

}  // namespace convscope
