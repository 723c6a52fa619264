#include "app/gui/lab/colour/colour_layout.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/filter/result_kind.h"
#include "core/image/colours/channel_tints.h"
#include "core/image/colours/colour_policy.h"

namespace convscope {

namespace {

constexpr float kHeader = 22;
constexpr float kRowGap = 10;
constexpr float kSign = 24;           ///< between a channel, its slice and its sum
constexpr float kFan = 28;            ///< between the picture and its channels
constexpr float kPlus = 46;           ///< between the sums and the map
constexpr float kLegend = 42;         ///< height of the legend below the map
constexpr float kMinSlice = 156;      ///< width of a slice's values
constexpr float kMaxRowPart = .135F;  ///< the largest side of a channel, as a part of the width

/// The sides of the views, in screen pixels.
struct Sides {
    float row = 0, slice = 0, picture = 0, map = 0, pooled = 0;
    bool pooled_below = true;  ///< the pooled map is below the map, not to its right
};

/// Sets the sides of the map and of the pooled map, which has its true relative size, in an area of this size.
void set_map_sides(const Ui& ui, Sides& sides, float width, float height, int pool_size) {
    const float gap = ui.px(16), room = height - ui.px(kLegend);
    if (pool_size < 2) {
        sides.map = std::floor(std::min(width, room));
        return;
    }
    const float both = 1 + 1 / static_cast<float>(pool_size);
    const float below = std::min(width, (room - ui.px(6)) / both);
    const float at_right = std::min((width - gap) / both, room);
    sides.pooled_below = below >= at_right;
    sides.map = std::floor(std::max({below, at_right, ui.px(40)}));
    sides.pooled = std::floor(sides.map / static_cast<float>(pool_size));
}

Sides sides_of(const ColourScene& scene, Rect area) {
    const Ui& ui = scene.ui;
    Sides sides;
    const float height = area.h - ui.px(kHeader);
    sides.row = std::floor(std::min((height - 2 * ui.px(kRowGap)) / 3, kMaxRowPart * area.w));
    sides.slice = std::max(sides.row, ui.px(kMinSlice));
    // In a wide window the picture is larger than its channels.
    sides.picture = std::min(std::max(sides.row, area.w * .165F), 1.6F * sides.row);
    const float rest = area.w - sides.picture - 2 * sides.row - sides.slice - ui.px(kFan + 2 * kSign + kPlus);
    const FilterSettings& steps = scene.shown().steps;
    const bool pools = scene.results.map && !scene.results.map->pooled.empty();
    set_map_sides(ui, sides, rest, height, pools ? steps.pool_size : 1);
    return sides;
}

/// The view at `place`, with its mapping to the picture's coordinates.
ColourView placed_view(const ColourScene& scene, std::string name, Stage stage, Rect place) {
    ColourView view;
    view.name = std::move(name);
    view.stage = stage;
    view.picture = place;
    Size size = scene.input();
    if (stage != Stage::input) {
        const Geometry g = scene.geometry_of_map();
        const bool pooled = stage == Stage::pooled;
        size = pooled ? g.pooled() : g.filtered();
        view.rows = output_map(g.rows, pooled);
        view.cols = output_map(g.cols, pooled);
    }
    view.map = view_map(place, size, view.rows, view.cols, scene.input(), scene.view.camera, false);
    return view;
}

void set_colours(const ColourScene& scene, ColourView& view, ValueKind kind, const ValueHistogram& histogram,
                 float largest) {
    const bool each = scene.view.range_scope == RangeScope::each;
    const ColourWish wish{
        .map = scene.view.colour_map, .fixed = scene.view.range_scope == RangeScope::fixed, .gain = scene.view.gain};
    const ColourScale scale = colour_scale(wish, kind, view.range, each ? histogram.largest(kClippedShare) : largest);
    view.kind = kind;
    view.colours = scale.map;
    view.shown = scale.shown;
    view.marks_outside = scale.marks_outside;
    view.outside = histogram.outside(scale.shown);
    view.revision = scene.results.revision;
}

void add_inputs(const ColourScene& scene, ColourLayout& layout, Rect picture, Rect header,
                const std::array<Rect, kColourChannels>& rows) {
    ColourView whole = placed_view(scene, "colour.picture", Stage::input, picture);
    whole.in_colour = &scene.results.request.picture;
    whole.header = header;
    whole.kind = ValueKind::picture;
    whole.revision = scene.results.picture_revision;
    layout.views.push_back(std::move(whole));
    for (std::size_t i = 0; i < kColourChannels; ++i) {
        ColourView channel =
            placed_view(scene, "colour." + std::string(slice_name(i)) + ".channel", Stage::input, rows.at(i));
        channel.slice = i;
        channel.plane = &scene.results.channels.at(i);
        channel.tint = &channel_tint(kSliceChannels.at(i));
        channel.kind = ValueKind::picture;
        channel.range = channel.shown = {0, 255};
        channel.revision = scene.results.picture_revision;
        layout.views.push_back(std::move(channel));
    }
}

void add_sums(const ColourScene& scene, ColourLayout& layout, const std::array<Rect, kColourChannels>& rows,
              float largest) {
    for (std::size_t i = 0; i < kColourChannels; ++i) {
        const SliceSum& sum = *scene.results.sums.at(i);
        ColourView view =
            placed_view(scene, "colour." + std::string(slice_name(i)) + ".sum", Stage::filtered, rows.at(i));
        view.slice = i;
        view.image = &sum.sum.filtered;
        view.range = sum.sum.filtered_range;
        set_colours(scene, view, scene.colour.kind, sum.histogram, largest);
        layout.views.push_back(std::move(view));
    }
}

void add_maps(const ColourScene& scene, ColourLayout& layout, Rect place, const Sides& sides, float largest) {
    const Ui& ui = scene.ui;
    const ValueKind kind = activated_kind(scene.colour.kind, scene.shown().steps.activation);
    Rect column = place;
    const Rect header = column.cut_top(ui.px(kHeader));
    ColourView map = placed_view(scene, "colour.map", Stage::filtered, {column.x, column.y, sides.map, sides.map});
    map.header = {header.x, header.y, std::max(sides.map, place.w - (sides.pooled_below ? 0 : sides.pooled)), header.h};
    map.legend = {column.x, map.picture.bottom(), std::max(sides.map, std::min(place.w, ui.px(200))), ui.px(kLegend)};
    map.image = &scene.results.map->filtered;
    map.range = scene.results.map->filtered_range;
    set_colours(scene, map, kind, scene.results.filtered, largest);
    if (sides.pooled > 0) {
        Rect corner{column.x, map.legend.bottom() + ui.px(6), sides.pooled, sides.pooled};
        Rect title{corner.right() + ui.px(10), corner.y, place.right() - corner.right() - ui.px(10), ui.px(kHeader)};
        if (!sides.pooled_below) {
            corner = {map.picture.right() + ui.px(16), column.y, sides.pooled, sides.pooled};
            title = {corner.x, header.y, place.right() - corner.x, header.h};
            map.header.w = corner.x - header.x - ui.px(8);
        }
        ColourView pooled = placed_view(scene, "colour.pooled", Stage::pooled, corner);
        pooled.header = title;
        pooled.image = &scene.results.map->pooled;
        pooled.range = scene.results.map->pooled_range;
        set_colours(scene, pooled, kind, scene.results.pooled, largest);
        layout.views.push_back(std::move(pooled));
    }
    layout.views.push_back(std::move(map));
}

std::array<Rect, kColourChannels> three_rows(Rect column, float gap) {
    return {column.row(0, 3, gap), column.row(1, 3, gap), column.row(2, 3, gap)};
}

}  // namespace

float min_colour_views_height(const Ui& ui) {
    return ui.px(280);
}

ColourLayout lay_out_colour(const ColourScene& scene, Rect area, const ColourEnds& ends) {
    const Ui& ui = scene.ui;
    const Sides sides = sides_of(scene, area);
    ColourLayout layout;
    Rect rest = area;
    Rect picture = rest.cut_left(sides.picture);
    layout.fan = rest.cut_left(ui.px(kFan));
    Rect channels = rest.cut_left(sides.row);
    Rect times = rest.cut_left(ui.px(kSign));
    Rect slices = rest.cut_left(sides.slice);
    Rect equals = rest.cut_left(ui.px(kSign));
    Rect sums = rest.cut_left(sides.row);
    layout.plus = rest.cut_left(ui.px(kPlus));
    layout.slices_header = slices;
    layout.slices_header.h = ui.px(kHeader);
    const Rect header = picture.cut_top(ui.px(kHeader));
    const float height = 3 * sides.row + 2 * ui.px(kRowGap);
    for (Rect* column : {&channels, &times, &slices, &equals, &sums, &layout.fan, &layout.plus}) {
        column->cut_top(ui.px(kHeader));
        column->h = height;
    }
    const float gap = ui.px(kRowGap);
    layout.times = three_rows(times, gap);
    layout.slices = three_rows(slices, gap);
    layout.equals = three_rows(equals, gap);
    // The picture is at the middle of its channels' height.
    picture.y += std::floor((height - sides.picture) / 2);
    const Rect square{picture.x, picture.y, sides.picture, sides.picture};
    add_inputs(scene, layout, square, {header.x, square.y - ui.px(kHeader), header.w + ui.px(kFan), header.h},
               three_rows(channels, gap));
    if (!scene.results.map) return layout;
    add_sums(scene, layout, three_rows(sums, gap), ends.sums);
    add_maps(scene, layout, rest, sides, ends.map);
    return layout;
}

}  // namespace convscope
