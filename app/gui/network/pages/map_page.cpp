#include "app/gui/network/pages/map_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/gui/network/pages/map_film.h"
#include "app/gui/network/pages/map_tools.h"
#include "app/gui/network/pages/unused_input.h"
#include "app/gui/network/panels/channel_figures.h"
#include "app/gui/network/scene/layer_exports.h"
#include "app/gui/network/scene/layer_image.h"
#include "app/gui/network/scene/layer_player.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/maps/heat_map_menu.h"
#include "app/gui/widgets/maps/legend.h"
#include "app/gui/workspace/exports.h"
#include "core/base/text/translation.h"
#include "core/image/range.h"
#include "core/nn/inspect/explain.h"
#include "core/nn/inspect/layer_arithmetic.h"

namespace convscope {

namespace {

constexpr float kHeaderHeight = 26;
constexpr float kLegendHeight = 42;
constexpr float kGap = 20;
constexpr float kMinMap = 180;

constexpr std::array<std::string_view, 5> kPartNames{"source", "now", "second", "trained", "difference"};

/// True for layers that compute images from images.
bool has_window(const Scene& scene) {
    const nn::Node& node = scene.node();
    return !node.inputs.empty() && node.shape.is_image() && scene.model.node(node.inputs.front()).shape.is_image();
}

/// The window, on the layer's input, of the layer's value at `at`; not clipped.
nn::Region window_of(const Scene& scene, const nn::Position& at) {
    return nn::source(scene.model, scene.layer, nn::single(at), 0);
}

/// The linear map from output positions to input positions along one axis, found from the windows of the first two
/// values.
AxisMap axis_on_input(nn::Interval first, nn::Interval second) {
    const auto stride = static_cast<double>(second.begin - first.begin);
    const double scale = stride > 0 ? stride : 1;
    return {scale, static_cast<double>(first.begin) + static_cast<double>(first.length()) / 2 - scale / 2};
}

}  // namespace

std::vector<MapPage::Slot> MapPage::slots_for(const Scene& scene) {
    const auto title = [&](std::int64_t channel) {
        return scene.shape().is_image() ? tr("Map {}", channel) : tr("All values");
    };
    const Slot now{Part::now, title(scene.channel), scene.layer, scene.channel};
    if (scene.view.second && *scene.view.second < scene.shape().channels() && scene.shape().is_image())
        return {now, {Part::second, title(*scene.view.second), scene.layer, *scene.view.second}};
    if (scene.edited) {
        Slot changed = now;
        changed.title = tr("Now");
        return {{Part::trained, tr("As trained"), scene.layer, scene.channel},
                changed,
                {Part::difference, tr("Difference"), scene.layer, scene.channel}};
    }
    if (!has_window(scene)) return {now};
    const int input = scene.node().inputs.front();
    const std::int64_t channel = source_channel(scene);
    const std::string source =
        is_input(scene.model, input) ? tr("Input") : tr("{}, map {}", display_name(scene.model.node(input)), channel);
    return {{Part::source, source, input, channel}, now};
}

const MapPage::CachedMap& MapPage::values_of(const Scene& scene, const Slot& slot) {
    CachedMap& cached = cache_.at(static_cast<std::size_t>(slot.part));
    if (cached.revision == scene.results.revision && cached.node == slot.node && cached.channel == slot.channel)
        return cached;
    cached.revision = scene.results.revision;
    cached.node = slot.node;
    cached.channel = slot.channel;
    cached.version = ++versions_;
    const nn::Shape& shape = scene.model.node(slot.node).shape;
    const nn::Trace& trace = slot.part == Part::trained ? scene.trained : scene.now;
    cached.image = layer_image(shape, trace.layer(slot.node).values, slot.channel);
    if (slot.part == Part::difference) {
        const FloatImage before = layer_image(shape, scene.trained.layer(slot.node).values, slot.channel);
        for (int r = 0; r < cached.image.rows(); ++r)
            for (int c = 0; c < cached.image.cols(); ++c) cached.image.at(r, c) -= before.at(r, c);
    }
    cached.range = finite_range(cached.image);
    return cached;
}

HeatMap MapPage::heat_map(Scene& scene, const Slot& slot, Rect area, const std::vector<Slot>& slots) {
    const Ui& ui = scene.ui;
    const CachedMap& cached = values_of(scene, slot);
    HeatMap heat{.name = "map." + std::string(kPartNames.at(static_cast<std::size_t>(slot.part)))};
    area.cut_top(ui.px(kHeaderHeight));
    heat.legend = area.cut_bottom(ui.px(kLegendHeight));
    heat.picture = area;
    heat.image = &cached.image;
    heat.revision = cached.version;
    heat.range = cached.range;
    if (is_input(scene.model, slot.node)) heat.kind = ValueKind::picture;
    ColourScale colour_scale = scale_of(scene, scene.now, slot.node, slot.channel);
    if (slot.part == Part::difference) {
        colour_scale = difference_scale(scene, slot.node);
    } else if (scene.edited && slot.node == scene.layer) {
        // Use a common colour range before and after the edits, so that the change is visible.
        const ColourScale before = scale_of(scene, scene.trained, slot.node, slot.channel);
        if (is_diverging(before.map)) colour_scale.map = before.map;
        colour_scale.shown = shown_range(colour_scale.map, merged(colour_scale.shown, before.shown));
    }
    heat.colours = colour_scale.map;
    heat.shown = colour_scale.shown;

    // Next to its source the map uses the source's coordinates, otherwise its own.
    Size reference = cached.image.size();
    if (slots.front().part == Part::source) {
        reference = image_size(scene.model.node(slots.front().node).shape);
        if (slot.part == Part::now) {
            const nn::Region first = window_of(scene, {0, 0, scene.channel});
            const nn::Region second = window_of(scene, {1, 1, scene.channel});
            heat.rows = axis_on_input(first.rows, second.rows);
            heat.cols = axis_on_input(first.cols, second.cols);
        }
    }
    heat.map = view_map(heat.picture, cached.image.size(), heat.rows, heat.cols, reference, scene.view.camera, false);
    return heat;
}

float MapPage::show(Scene& scene, gl::TilePainter& painter, Rect area) {
    static_cast<void>(painter);
    Ui& ui = scene.ui;
    show_map_tools(scene, area, false);
    const std::vector<Slot> slots = slots_for(scene);
    const auto count = static_cast<int>(slots.size());
    if (has_player(scene)) show_layer_player(scene, area.cut_top(ui.px(32), ui.px(6)));
    // On a narrow page the maps are stacked.
    const float gap = ui.px(kGap);
    const bool stacked = area.w / static_cast<float>(count) < ui.px(kMinMap);
    const int columns = stacked ? (count == 3 ? 2 : 1) : count;
    const int rows = (count + columns - 1) / columns;
    const float width = area.column(0, columns, gap).w;
    const Size size = image_size(scene.shape());
    const float ratio = std::clamp(static_cast<float>(size.rows) / static_cast<float>(size.cols), 0.4F, 1.3F);
    const float room = area.h - channel_figures_height(ui) - ui.px(20);
    const float height =
        std::max(ui.px(kMinMap + kHeaderHeight + kLegendHeight),
                 std::min(width * ratio + ui.px(kHeaderHeight + kLegendHeight), room / static_cast<float>(rows)));
    maps_.clear();
    for (int i = 0; i < count; ++i) {
        const int line = i / columns;
        const Rect row{area.x, area.y + static_cast<float>(line) * (height + ui.px(8)), area.w, height};
        HeatMap heat =
            heat_map(scene, slots[static_cast<std::size_t>(i)], row.column(i % columns, columns, gap), slots);
        show_slot(scene, slots[static_cast<std::size_t>(i)], heat);
        maps_.push_back(heat);
    }
    area.cut_top(static_cast<float>(rows) * (height + ui.px(8)) + ui.px(4));
    show_channel_figures(scene, {area.x, area.y, area.w, channel_figures_height(ui)}, scene.channel);
    return area.y + channel_figures_height(ui);
}

void MapPage::show_slot(Scene& scene, const Slot& slot, HeatMap& heat) {
    Ui& ui = scene.ui;
    const Item item = ui.item(heat.name, heat.picture, {.focusable = false, .wants_wheel = true});
    interact(scene, slot, heat, item);
    Rect header{heat.picture.x, heat.picture.y - ui.px(kHeaderHeight), heat.picture.w, ui.px(kHeaderHeight)};
    const Rect more = header.cut_right(ui.px(26), ui.px(4));
    if (button(ui, heat.name + ".more", more, "",
               {.icon = Icon::more, .tooltip = tr("Copy or export these values"), .quiet = true})) {
        menu_cell_.reset();
        open_heat_map_menu(ui, heat, more);
    }
    ui.text(header.cut_left(ui.text_width(slot.title), ui.px(8)), slot.title);
    std::string size = fmt::format("{} \u00d7 {}", heat.map.size.rows, heat.map.size.cols);
    if (slot.part == Part::source)
        if (const std::string long_size = with_border_note(size, nn::lost_border(scene.model, scene.layer));
            ui.text_width(long_size, Type::caption) <= header.w)
            size = long_size;
    ui.text(header, size, Role::muted, Type::caption);

    std::optional<std::int64_t> revealed;
    if (scene.view.player.active && slot.part == Part::now)
        revealed = static_cast<std::int64_t>(scene.view.player.position) + 1;
    view_painter_.paint(ui, heat, revealed);
    draw_values(ui, heat);
    ui.draw().PushClipRect({heat.picture.x, heat.picture.y}, {heat.picture.right(), heat.picture.bottom()}, true);
    show_marks(scene, slot, heat);
    ui.draw().PopClipRect();
    std::string reading;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (const auto cell = heat.cell_at(mouse.x, mouse.y); item.hovered && cell) reading = pixel_reading(heat, *cell);
    show_legend(ui, heat, reading);
    const bool has_pixel = menu_cell_ && heat.has(menu_cell_->row, menu_cell_->col);
    const auto choice = heat_map_menu(ui, heat, has_pixel, has_map_film(scene));
    if (!choice) return;
    if (*choice == "gif") return scene.frame.request(map_film_export(scene));
    scene.frame.request(heat_map_action(heat, map_file_name(scene, slot.node, slot.channel), *choice,
                                        has_pixel ? menu_cell_ : std::nullopt));
}

void MapPage::show_marks(Scene& scene, const Slot& slot, const HeatMap& heat) const {
    Ui& ui = scene.ui;
    const ImU32 colour = ui.colour(scene.live ? Role::accent : Role::muted);
    if (slot.part != Part::source) {
        if (const nn::Region reach = reached(scene); !reach.empty() && scene.shape().is_image()) {
            const Rect place =
                heat.map.cells(static_cast<double>(reach.rows.begin), static_cast<double>(reach.cols.begin),
                               static_cast<double>(reach.rows.length()), static_cast<double>(reach.cols.length()));
            ui.mark("map.reach", place);
            mark(ui, place, ui.colour(Role::winner), ui.px(2));
        }
        const Cell cell = cell_of(scene.shape(), scene.at);
        const Rect place = heat.map.cells(cell.row, cell.col);
        mark(ui, place, colour, ui.px(2));
        // A covered number is covered in its pixel too, if that is large enough to show it.
        if (place.w >= ui.px(12)) ui.mark(heat.name + ".pixel", place);
        return;
    }
    const auto cells = [&](const nn::Region& r) {
        return heat.map.cells(static_cast<double>(r.rows.begin), static_cast<double>(r.cols.begin),
                              static_cast<double>(r.rows.length()), static_cast<double>(r.cols.length()));
    };
    show_unused_input(scene, heat);
    const Rect window = cells(window_of(scene, scene.at));
    ui.mark("map.window", window);
    mark(ui, window, colour, ui.px(2));
}

void MapPage::interact(Scene& scene, const Slot& slot, const HeatMap& heat, const Item& item) {
    const Size reference = image_size(scene.model.node(slot.node).shape);
    if (const auto camera = navigate(scene.ui, heat, item, scene.view.camera, reference))
        scene.change_view([camera](NetworkView& view) { view.camera = *camera; });
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const std::optional<Cell> cell = heat.cell_at(mouse.x, mouse.y);
    if (!item.hovered || !cell) return;
    nn::Position at;
    if (slot.part == Part::source) {
        // Choose the value whose window's centre is nearest to the pixel under the pointer.
        const nn::Region first = window_of(scene, {0, 0, scene.channel});
        const nn::Region second = window_of(scene, {1, 1, scene.channel});
        const AxisMap rows = axis_on_input(first.rows, second.rows);
        const AxisMap cols = axis_on_input(first.cols, second.cols);
        const auto output = [](const AxisMap& axis, int pixel, std::int64_t length) {
            return std::clamp(static_cast<std::int64_t>(std::floor((pixel + 0.5 - axis.offset) / axis.scale)),
                              std::int64_t{0}, length - 1);
        };
        at = {output(rows, cell->row, scene.shape().rows()), output(cols, cell->col, scene.shape().cols()),
              scene.channel};
    } else {
        at = position_at(scene.shape(), slot.channel, *cell);
    }
    scene.hovered = at;
    if (!clicked(scene.ui, item)) {
        if (item.menu) {
            menu_cell_ = *cell;
            open_heat_map_menu(scene.ui, heat);
        }
        return;
    }
    const bool is_pinned = scene.view.pinned && scene.view.pinned->row == at.row && scene.view.pinned->col == at.col &&
                           (scene.shape().is_image() || scene.channel == at.channel);
    scene.change_view([at, is_pinned](NetworkView& view) {
        view.pinned = is_pinned ? std::nullopt : std::optional(at);
        view.channel = at.channel;
        view.player.active = view.player.playing = false;
    });
}

}  // namespace convscope
