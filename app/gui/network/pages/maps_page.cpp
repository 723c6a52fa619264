#include "app/gui/network/pages/maps_page.h"

#include <algorithm>
#include <cmath>

#include "app/gui/network/pages/map_tools.h"
#include "app/gui/network/panels/channel_figures.h"
#include "app/gui/network/panels/filter_figures.h"
#include "app/gui/network/scene/layer_image.h"
#include "app/gui/panels/filter_pictures.h"
#include "app/gui/widgets/maps/heat_map.h"
#include "app/gui/widgets/menu.h"
#include "app/gui/widgets/numbers/number_field.h"
#include "core/base/text/translation.h"
#include "core/nn/inspect/classes.h"
#include "core/nn/inspect/dead_maps.h"

namespace convscope {

namespace {

constexpr float kMinTile = 22;
constexpr float kMinGridHeight = 220;
constexpr float kMaxFiguresWidth = 300;
constexpr float kMinLarge = 96;   ///< smallest side of the enlarged map
constexpr float kMinLabel = 76;   ///< smallest width of a cell in which the value's class is written
constexpr float kMinNumber = 36;  ///< smallest width of a cell in which its value is written

/// The largest rectangle with square pixels in the area, at its upper left corner.
Rect largest_in(Rect area, Size size) {
    const float pixel = std::min(area.w / static_cast<float>(size.cols), area.h / static_cast<float>(size.rows));
    return {area.x, area.y, pixel * static_cast<float>(size.cols), pixel * static_cast<float>(size.rows)};
}

/// Draws the frame of a chosen tile. The ring inside it separates it from a map of any colour.
void draw_frame(Ui& ui, Rect place, Role role) {
    ui.outline(place, ui.colour(Role::background), 0, ui.px(2));
    ui.outline(place.inset(-ui.px(3)), ui.colour(role), ui.px(2), ui.px(3));
}

}  // namespace

MapsPage::Grid MapsPage::fitted(const Ui& ui, Rect area, int count, const nn::Shape& shape) {
    const auto ratio = static_cast<float>(shape.rows()) / static_cast<float>(shape.cols());
    const auto with = [&](int columns) {
        const int rows = (count + columns - 1) / columns;
        const float gap = count > 256 ? ui.px(1) : ui.px(4);
        float width = (area.w - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
        const float height = (area.h - gap * static_cast<float>(rows - 1)) / static_cast<float>(rows);
        width = std::floor(std::min(width, height / ratio));
        return Grid{columns, width, std::floor(width * ratio), gap};
    };
    Grid best;
    for (int columns = 1; columns <= count; ++columns)
        if (const Grid grid = with(columns); grid.width > best.width) best = grid;
    // Prefer full rows (64 as 8 x 8, 10 as 2 x 5) if their tiles are at least 65 % as wide as the widest possible ones.
    const int even = image_size(nn::Shape{count}).cols;
    if (with(even).width >= 0.65F * best.width) best = with(even);
    const float min_width = shape.is_image() ? ui.px(kMinTile) : ui.px(6);
    if (best.width >= min_width) return best;
    // There are too many tiles for the area: they get the smallest size, and the page scrolls.
    const float gap = ui.px(2);
    const int columns = std::max(1, static_cast<int>((area.w + gap) / (min_width + gap)));
    return {columns, min_width, std::max(1.0F, std::floor(min_width * ratio)), gap};
}

float MapsPage::show(Scene& scene, gl::TilePainter& painter, Rect area) {
    Ui& ui = scene.ui;
    show_map_tools(scene, area, true);
    const nn::Tensor* kernel = scene.view.show_filters ? layer_kernel(scene) : nullptr;
    // If the page is wider than the grid, the statistics are at the right of the grid, otherwise below it.
    Rect place = area;
    place.h = std::max(place.h, ui.px(kMinGridHeight));
    const bool has_column = place.w - place.h > channel_figures_width(ui);
    shown_channel_ = scene.channel;
    Rect figures = has_column ? place.cut_right(channel_figures_width(ui), ui.px(20))
                              : place.cut_bottom(channel_figures_height(ui), ui.px(12));
    const int count = static_cast<int>(scene.shape().channels());
    grid_ = fitted(ui, place, count,
                   kernel != nullptr ? nn::Shape{kernel->shape.axes[0], kernel->shape.axes[1], 1} : scene.shape());
    const int rows = (count + grid_.columns - 1) / grid_.columns;
    place.h = std::max(place.h, grid_.place(place, (rows - 1) * grid_.columns).bottom() - place.y);
    std::optional<FilterPictures> filters;
    if (kernel != nullptr) filters.emplace(*kernel, scene.view.kernel_channel, scene.view.range == MapRange::map);
    if (filters)
        show_filters(scene, painter, place, *filters);
    else
        show_grid(scene, painter, place);
    if (has_column) {
        // Place the statistics directly next to the grid, not at the right edge of the window.
        figures.x = place.x + static_cast<float>(grid_.columns) * (grid_.width + grid_.gap) + ui.px(20);
        figures.w = area.right() - figures.x;
    } else {
        figures.y = place.bottom() + ui.px(12);
    }
    Rect text = figures;
    if (has_column) text.w = std::min(text.w, ui.px(kMaxFiguresWidth));
    const float below = filters ? show_filter_figures(ui, text, *filters, shown_channel_)
                                : show_channel_figures(scene, text, shown_channel_);
    figures.cut_top(below - figures.y, ui.px(12));
    if (has_column && filters)
        show_large_filter(scene, painter, figures, *filters);
    else if (has_column && scene.shape().is_image())
        show_large(scene, painter, figures);
    // The menu of the layer; see show_map_tools().
    if (ui.right_pressed(area)) open_menu(ui, "layer.menu");
    return std::max(place.bottom(), figures.bottom());
}

void MapsPage::show_large(Scene& scene, gl::TilePainter& painter, Rect area) {
    Ui& ui = scene.ui;
    const nn::Shape& shape = scene.shape();
    const Size size{static_cast<int>(shape.rows()), static_cast<int>(shape.cols())};
    const Rect place = largest_in(area, size);
    const float pixel = place.w / static_cast<float>(size.cols);
    if (std::min(place.w, place.h) < ui.px(kMinLarge) || place.w <= grid_.width) return;
    const ColourScale scale = scale_of(scene, scene.now, scene.layer, shown_channel_);
    large_.begin(place, scene.results.revision);
    large_.add(place, {scene.values().values.data() + shown_channel_, size, shape.channels()}, scale.map, scale.shown);
    large_.paint(ui, painter);
    const Item item =
        ui.item("maps.large", place, {.tooltip = tr("Show this map next to its input"), .focusable = false});
    const std::int64_t channel = shown_channel_;
    if (item.hovered) point_into(scene, place, channel);
    if (scene.hovered)
        mark(ui,
             {place.x + pixel * static_cast<float>(scene.hovered->col),
              place.y + pixel * static_cast<float>(scene.hovered->row), pixel, pixel},
             ui.colour(Role::accent), ui.px(2));
    if (!item.pressed) return;
    scene.change_view([channel](NetworkView& view) {
        view.page = NetworkPage::map;
        view.channel = channel;
    });
}

void MapsPage::point_into(Scene& scene, Rect place, std::int64_t channel) {
    const nn::Shape& shape = scene.shape();
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const auto row = static_cast<std::int64_t>((mouse.y - place.y) / place.h * static_cast<float>(shape.rows()));
    const auto col = static_cast<std::int64_t>((mouse.x - place.x) / place.w * static_cast<float>(shape.cols()));
    scene.hovered = nn::Position{std::min(row, shape.rows() - 1), std::min(col, shape.cols() - 1), channel};
}

void MapsPage::show_grid(Scene& scene, gl::TilePainter& painter, Rect area) {
    Ui& ui = scene.ui;
    const std::vector<std::int64_t> order = ordered_channels(scene);
    const nn::Shape& shape = scene.shape();
    const Size size{static_cast<int>(shape.rows()), static_cast<int>(shape.cols())};
    interact(scene, area, order);
    canvas_.begin(area, scene.results.revision);
    for (int i = 0; i < static_cast<int>(order.size()); ++i) {
        const std::int64_t channel = order[static_cast<std::size_t>(i)];
        const ColourScale scale = scale_of(scene, scene.now, scene.layer, channel);
        canvas_.add(grid_.place(area, i), {scene.values().values.data() + channel, size, shape.channels()}, scale.map,
                    scale.shown);
    }
    canvas_.paint(ui, painter);
    for (int i = 0; i < static_cast<int>(order.size()); ++i) {
        const std::int64_t channel = order[static_cast<std::size_t>(i)];
        if (!shape.is_image() && grid_.width >= ui.px(kMinNumber)) show_value(scene, channel, grid_.place(area, i));
        show_marks(scene, channel, grid_.place(area, i));
    }
}

void MapsPage::show_value(Scene& scene, std::int64_t channel, Rect place) {
    Ui& ui = scene.ui;
    const float value = scene.values().values[static_cast<std::size_t>(channel)];
    const ColourScale scale = scale_of(scene, scene.now, scene.layer, channel);
    const Rgb back = colour_of(scale.map, scale.shown, value);
    const ImU32 ink = readable_on(IM_COL32(back.red, back.green, back.blue, 255));
    const bool is_class =
        scene.layer == scene.model.outputs().front() && place.w >= ui.px(kMinLabel) && nn::gives_classes(scene.model);
    Rect lines{place.x, place.centre_y() - ui.px(is_class ? 19 : 9), place.w, ui.px(18)};
    if (is_class) {
        ui.text(lines.inset(ui.px(4), 0), nn::class_label(scene.model, static_cast<std::size_t>(channel)), ink,
                Type::caption, Align::centre);
        lines.y += ui.px(20);
    }
    ui.text(lines, short_number(value), ink, Type::caption, Align::centre);
}

void MapsPage::show_filters(Scene& scene, gl::TilePainter& painter, Rect area, const FilterPictures& pictures) {
    Ui& ui = scene.ui;
    const std::vector<std::int64_t> order = ordered_channels(scene);
    interact(scene, area, order);
    scene.hovered.reset();  // the pointer is on a kernel, not on a value of the layer
    canvas_.begin(area, scene.results.revision);
    for (int i = 0; i < static_cast<int>(order.size()); ++i)
        canvas_.add(grid_.place(area, i), pictures.tile(order[static_cast<std::size_t>(i)]), ColourMap::diverging,
                    pictures.shown(order[static_cast<std::size_t>(i)]));
    canvas_.paint(ui, painter);
    for (int i = 0; i < static_cast<int>(order.size()); ++i) {
        const std::int64_t filter = order[static_cast<std::size_t>(i)];
        const Rect place = grid_.place(area, i);
        pictures.write_values(ui, place, filter);
        ui.outline(place, ui.colour(Role::line), 0, ui.line_width());
        if (filter != scene.channel) continue;
        ui.mark("maps.selected", place);
        draw_frame(ui, place, Role::accent);
    }
}

void MapsPage::show_large_filter(Scene& scene, gl::TilePainter& painter, Rect area, const FilterPictures& pictures) {
    Ui& ui = scene.ui;
    const Rect place = largest_in(area, pictures.size());
    if (std::min(place.w, place.h) < ui.px(kMinLarge) || place.w <= grid_.width) return;
    large_.begin(place, scene.results.revision);
    large_.add(place, pictures.tile(shown_channel_), ColourMap::diverging, pictures.shown(shown_channel_));
    large_.paint(ui, painter);
    ui.mark("maps.large_filter", place);
    pictures.write_values(ui, place, shown_channel_);
}

void MapsPage::show_marks(Scene& scene, std::int64_t channel, Rect place) const {
    Ui& ui = scene.ui;
    const nn::ChannelFigures& figures = scene.values().channels[static_cast<std::size_t>(channel)];
    const bool ablated = nn::is_ablated(scene.network.edits, scene.layer, channel);
    if ((ablated || (figures.is_dead() && scene.shape().is_image() && nn::can_be_dead(scene.model, scene.layer))) &&
        place.w >= ui.px(18)) {
        // A small cross marks the map as turned off or dead and leaves the rest of it visible.
        const ImU32 colour = ui.colour(ablated ? Role::warning : Role::muted);
        const float reach = std::min(place.w, place.h) * 0.18F;
        const float x = place.centre_x();
        const float y = place.centre_y();
        ui.draw().AddLine({x - reach, y - reach}, {x + reach, y + reach}, colour, ui.px(2));
        ui.draw().AddLine({x - reach, y + reach}, {x + reach, y - reach}, colour, ui.px(2));
    }
    if (const nn::Region reach = reached(scene); !reach.empty() && scene.shape().is_image()) {
        // Outline the region of influence of the selected input pixel, which is equal in all maps.
        const float row = place.h / static_cast<float>(scene.shape().rows());
        const float col = place.w / static_cast<float>(scene.shape().cols());
        const Rect part{place.x + col * static_cast<float>(reach.cols.begin),
                        place.y + row * static_cast<float>(reach.rows.begin),
                        col * static_cast<float>(reach.cols.length()), row * static_cast<float>(reach.rows.length())};
        if (channel == scene.channel) ui.mark("maps.reach", part);
        ui.outline(part, ui.colour(Role::winner), 0, ui.px(2));
    }
    const bool selected = channel == scene.channel;
    const bool second = scene.view.second == channel;
    if (selected || second) {
        ui.mark(selected ? "maps.selected" : "maps.second", place);
        draw_frame(ui, place, selected ? Role::accent : Role::winner);
    }
}

void MapsPage::interact(Scene& scene, Rect area, const std::vector<std::int64_t>& order) {
    Ui& ui = scene.ui;
    const Item item = ui.item("maps.grid", area);
    ui.focus_ring(item, ui.px(4));
    if (!item.hovered) return;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    for (int i = 0; i < static_cast<int>(order.size()); ++i) {
        const Rect place = grid_.place(area, i);
        if (!place.contains(mouse.x, mouse.y)) continue;
        const std::int64_t channel = order[static_cast<std::size_t>(i)];
        point_into(scene, place, channel);
        shown_channel_ = channel;
        ui.outline(place.inset(-ui.px(1)), ui.colour(Role::text), ui.px(2), ui.px(2));
        if (!item.pressed) return;
        if (ImGui::GetIO().KeyShift) {
            scene.change_view([channel](NetworkView& view) {
                view.second = view.second == channel ? std::nullopt : std::optional(channel);
            });
        } else {
            // The first click selects, a click on the selected map enlarges it.
            scene.change_view([channel](NetworkView& view) {
                if (view.channel == channel) view.page = NetworkPage::map;
                view.channel = channel;
            });
        }
        return;
    }
}

}  // namespace convscope
