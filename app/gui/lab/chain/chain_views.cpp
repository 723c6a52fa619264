#include "app/gui/lab/chain/chain_views.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "app/document/lab/lab_commands.h"
#include "app/film/chain_film.h"
#include "app/gui/lab/chain/chain_layout.h"
#include "app/gui/lab/chain/chain_marks.h"
#include "app/gui/widgets/icons.h"
#include "app/gui/widgets/maps/heat_map_menu.h"
#include "app/gui/widgets/maps/legend.h"
#include "app/gui/workspace/exports.h"
#include "app/gui/workspace/film_export.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

std::string tile_name(const ChainColumn& column, int map) {
    if (column.stage < 0) return "chain.picture";
    return fmt::format("chain.{}.{}.{}", column.pooled ? "pool" : "conv", column.stage + 1, map + 1);
}

/// The range of all maps of a layer.
Range stage_range(const ChainLayer& layer) {
    Range range = kNoValues;
    for (const Range& map : layer.ranges) range = merged(range, map);
    return finished(range);
}

ValueKind stage_kind(const ChainScene& scene, int stage) {
    return scene.shown.chain.stage(stage).activation == Activation::relu ? ValueKind::non_negative
                                                                         : ValueKind::signed_values;
}

/// The colours of a stage, before and after pooling: dark at 0, its largest magnitudes at the ends.
ColourScale stage_scale(const ChainScene& scene, int stage) {
    const ChainLayer& layer =
        scene.shown.run->layer(chain_nodes(scene.shown.chain).at(static_cast<std::size_t>(stage)).convolution);
    return colour_scale({}, stage_kind(scene, stage), stage_range(layer), layer.largest > 0 ? layer.largest : 1);
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
    heat.kind = stage_kind(scene, tile.column.stage);
    heat.colours = scale.map;
    heat.shown = scale.shown;
    heat.marks_outside = scale.marks_outside;
}

/// The lab's camera. If it shows the whole picture, a camera that shows this whole map.
Camera tile_camera(const ChainScene& scene, const ChainColumn& column, Rect place) {
    const Camera& camera = scene.frame.document.lab_view.camera;
    if (!camera.fitted) return camera;
    const double rows = column.axis.scale * column.size.rows, cols = column.axis.scale * column.size.cols;
    const double scale = std::min(double{place.h} / rows, double{place.w} / cols);
    return {.zoom = scale / fit_scale(scene.picture.size(), place),
            .centre_row = column.axis.offset + rows / 2,
            .centre_col = column.axis.offset + cols / 2,
            .fitted = false};
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
            tile.heat.rows = tile.heat.cols = placed.column.axis;
            tile.heat.map = view_map(places[map], placed.column.size, placed.column.axis, placed.column.axis,
                                     scene.picture.size(), tile_camera(scene, placed.column, places[map]), false);
            set_values(scene, tile, picture_revision);
            tiles.push_back(std::move(tile));
        }
    }
    return tiles;
}

/// The value under the pointer; nullopt if there is none. The wheel and drags move the camera; a click pins the value
/// or unpins it; the right button opens the menu.
std::optional<ChainPixel> pointed_at(ChainScene& scene, const ChainTile& tile, std::optional<ChainPixel>& menu_pixel) {
    const Item item = scene.ui.item(tile.heat.name, tile.heat.picture, {.focusable = false, .wants_wheel = true});
    if (const auto camera = navigate(scene.ui, tile.heat, item, tile_camera(scene, tile.column, tile.heat.picture),
                                     scene.picture.size()))
        scene.frame.perform(set_lab_view([camera](LabView& view) { view.camera = *camera; }));
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const std::optional<Cell> cell = item.hovered ? tile.heat.cell_at(mouse.x, mouse.y) : std::nullopt;
    if (item.menu) {
        menu_pixel.reset();
        if (cell) menu_pixel = ChainPixel{tile.column.stage, tile.map, tile.column.pooled, cell->row, cell->col};
        open_heat_map_menu(scene.ui, tile.heat);
    }
    if (!cell) return std::nullopt;
    const ChainPixel pixel{tile.column.stage, tile.map, tile.column.pooled, cell->row, cell->col};
    scene.reading = pixel_reading(tile.heat, *cell);
    if (tile.column.maps > 1) scene.reading = map_name(tile.map) + ", " + scene.reading;
    scene.reading_stage = tile.column.stage;
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

/// "boat_stage1_map0", "boat_stage1_pooled_map0" or "boat_input".
std::string export_name(const ChainScene& scene, const ChainTile& tile) {
    const std::string picture = scene.frame.document.picture.base_name();
    if (tile.column.stage < 0) return picture + "_input";
    return fmt::format("{}_stage{}{}_map{}", picture, tile.column.stage + 1, tile.column.pooled ? "_pooled" : "",
                       tile.map);
}

/// Exports how the maps follow from each other, column by column.
Action chain_film_export(const ChainScene& scene) {
    std::vector<ChainFilmColumn> columns;
    for (const ChainColumn& column : scene.shown.columns(scene.picture.size())) {
        if (column.stage < 0) {
            columns.push_back(
                {.title = tr("Picture"), .maps = {scene.picture}, .scale = {ColourMap::grey, {0, 255}, false}});
            continue;
        }
        ChainFilmColumn& made = columns.emplace_back();
        made.title = column.pooled ? tr("Stage {}, pooled", column.stage + 1) : stage_name(column.stage);
        made.scale = stage_scale(scene, column.stage);
        made.kind = stage_kind(scene, column.stage);
        for (const FloatImage& map : scene.shown.run->layer(column.node).maps) made.maps.push_back(to_plane(map));
    }
    return film_export(scene.frame.document.picture.base_name() + "_chain",
                       [columns = std::move(columns)] { return chain_film(columns); });
}

void show_tile_menu(ChainScene& scene, const ChainTile& tile, const std::optional<ChainPixel>& menu_pixel) {
    std::optional<Cell> pixel;
    const bool is_here = menu_pixel && menu_pixel->stage == tile.column.stage && menu_pixel->map == tile.map &&
                         menu_pixel->pooled == tile.column.pooled;
    if (is_here && tile.heat.has(menu_pixel->row, menu_pixel->col)) pixel = Cell{menu_pixel->row, menu_pixel->col};
    const auto chosen = heat_map_menu(scene.ui, tile.heat, pixel.has_value(), scene.shown.has_maps());
    if (!chosen) return;
    if (*chosen == "gif") return scene.frame.request(chain_film_export(scene));
    scene.frame.request(heat_map_action(tile.heat, export_name(scene, tile), *chosen, pixel));
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

/// Draws one legend for all maps of a stage, below its columns: the colours, and the share of values beyond their ends.
/// The picture has a legend only if there is room for its numbers.
void show_stage_legend(ChainScene& scene, const ChainColumn& column, Rect place) {
    Ui& ui = scene.ui;
    if (column.stage < 0) {
        Rect bar = place.inset(0, ui.px(4));
        bar.h = ui.px(16);
        if (bar.w >= ui.px(96)) colour_bar(ui, "chain.legend.picture", bar, {ColourMap::grey, {0, 255}}, {0, 255});
        return;
    }
    const ChainLayer& layer = scene.shown.run->layer(column.node);
    const ColourScale scale = stage_scale(scene, column.stage);
    HeatMap heat;
    heat.name = fmt::format("chain.conv.{}", column.stage + 1);
    heat.legend = place;
    heat.range = stage_range(layer);
    heat.colours = scale.map;
    heat.shown = scale.shown;
    heat.marks_outside = scale.marks_outside;
    heat.kind = stage_kind(scene, column.stage);
    heat.outside = layer.outside;
    show_legend(ui, heat, scene.reading_stage == column.stage ? scene.reading : "");
}

}  // namespace

void show_chain_views(ChainScene& scene, Rect area, ChainViews& views) {
    Ui& ui = scene.ui;
    if (scene.picture.empty()) return;
    const std::vector<PlacedColumn> columns = chain_layout(scene, area);
    const std::vector<ChainTile> tiles = tiles_of(scene, columns, views.picture_revision);
    std::optional<ChainPixel> hovered;
    for (const ChainTile& tile : tiles)
        if (const auto pixel = pointed_at(scene, tile, views.menu_pixel)) hovered = pixel;
    choose_selection(scene, hovered);
    for (const ChainTile& tile : tiles) show_tile(scene, tile, views.painter);
    for (const ChainTile& tile : tiles) show_tile_menu(scene, tile, views.menu_pixel);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const PlacedColumn& placed = columns[i];
        draw_column_title(ui, fmt::format("chain.title.{}", i), placed.title, placed.head);
        if (placed.arrow.w > 0) draw_icon(ui, Icon::arrow_right, placed.arrow, ui.colour(Role::muted), ui.px(14));
        if (!placed.column.pooled) show_stage_legend(scene, placed.column, placed.legend);
    }
}

}  // namespace convscope
