#include "app/gui/layers/maps_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/gui/layers/channel_figures.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/number_field.h"
#include "core/nn/summary.h"

namespace convscope {

namespace {

constexpr float kFigures = 128;
constexpr float kLeastTile = 22;
constexpr float kLeastGrid = 220;
constexpr float kTwoRows = 600;

std::string heading(const Scene& scene) {
    const nn::Node& node = scene.node();
    const std::int64_t parameters = nn::parameter_count(node);
    std::string text =
        node.shape.is_image()
            ? fmt::format("{} {} of {} \u00d7 {}", node.shape.channels(), node.shape.channels() == 1 ? "map" : "maps",
                          node.shape.rows(), node.shape.cols())
            : fmt::format("{} {}", node.shape.count(), node.shape.count() == 1 ? "value" : "values");
    if (parameters > 0) text += fmt::format(", {} parameters", nn::with_commas(parameters));
    return text;
}

}  // namespace

void show_map_tools(Scene& scene, Rect& area, bool with_order) {
    Ui& ui = scene.ui;
    const LayersView& view = scene.view;
    Rect title = area.cut_top(ui.px(26), ui.px(4));
    const std::string name = spoken_name(scene.node());
    ui.mark("layer.title", title);
    ui.text(title.cut_left(ui.text_width(name, Type::heading), ui.px(12)), name, Role::text, Type::heading);
    ui.text(title, heading(scene), Role::muted);

    Rect row = area.cut_top(ui.px(30), ui.px(8));
    const float width = std::min(ui.px(190), (row.w - ui.px(12)) / 3);
    if (with_order) {
        const std::array<Choice, 4> orders{Choice{"number", "Sort: number"}, Choice{"mean", "Sort: mean"},
                                           Choice{"maximum", "Sort: maximum"},
                                           Choice{"contribution", "Sort: contribution", "",
                                                  "How much the answer's probability falls without the map"}};
        const auto order = static_cast<std::size_t>(view.order);
        if (const auto c = dropdown(ui, "layer.order", row.cut_left(width, ui.px(6)), orders.at(order).label, orders,
                                    static_cast<int>(order), "The order of the maps"))
            scene.change_view([c](LayersView& v) { v.order = static_cast<MapOrder>(*c); });
    }
    const std::array<Choice, 3> ranges{Choice{"map", "Range: each map"}, Choice{"layer", "Range: layer"},
                                       Choice{"model", "Range: model"}};
    const auto range = static_cast<std::size_t>(view.range);
    if (const auto c = dropdown(ui, "layer.range", row.cut_left(width, ui.px(6)), ranges.at(range).label, ranges,
                                static_cast<int>(range), "Which values the ends of the colours stand for"))
        scene.change_view([c](LayersView& v) { v.range = static_cast<MapRange>(*c); });
    const std::array<Choice, 5> maps{Choice{"automatic", "Colours: automatic"}, Choice{"grey", "Colours: grey"},
                                     Choice{"diverging", "Colours: diverging"}, Choice{"inferno", "Colours: inferno"},
                                     Choice{"viridis", "Colours: viridis"}};
    const auto map = static_cast<std::size_t>(view.colour_map);
    if (const auto c =
            dropdown(ui, "layer.colours", row.cut_left(width), maps.at(map).label, maps, static_cast<int>(map),
                     "Colours of the maps; automatic: inferno, diverging where negative"))
        scene.change_view([c](LayersView& v) { v.colour_map = static_cast<ColourMap>(*c); });
}

MapsPage::Grid MapsPage::fitted(const Ui& ui, Rect area, int count, const nn::Shape& shape) {
    const auto ratio = static_cast<float>(shape.rows()) / static_cast<float>(shape.cols());
    Grid best;
    for (int columns = 1; columns <= count; ++columns) {
        const int rows = (count + columns - 1) / columns;
        const float gap = count > 256 ? ui.px(1) : ui.px(4);
        float width = (area.w - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
        const float height = (area.h - gap * static_cast<float>(rows - 1)) / static_cast<float>(rows);
        width = std::floor(std::min(width, height / ratio));
        if (width > best.width) best = {columns, width, std::floor(width * ratio), gap};
    }
    const float least = shape.is_image() ? ui.px(kLeastTile) : ui.px(6);
    if (best.width >= least) return best;
    // Too many for the room: they keep a size that can be seen, and the page scrolls.
    const float gap = ui.px(2);
    const int columns = std::max(1, static_cast<int>((area.w + gap) / (least + gap)));
    return {columns, least, std::max(1.0F, std::floor(least * ratio)), gap};
}

void MapsPage::show(Scene& scene, gl::TilePainter& painter, Rect area) {
    Ui& ui = scene.ui;
    show_map_tools(scene, area, true);
    const float room = std::max(ui.px(kLeastGrid), area.h - ui.px(kFigures + 12));
    Rect place = area.cut_top(room);
    const int count = static_cast<int>(scene.shape().channels());
    grid_ = fitted(ui, place, count, scene.shape());
    const int rows = (count + grid_.columns - 1) / grid_.columns;
    place.h = std::max(place.h, grid_.place(place, (rows - 1) * grid_.columns).bottom() - place.y);
    show_grid(scene, painter, place);
    area.y = place.y + place.h + ui.px(12);
    show_channel_figures(scene, {area.x, area.y, area.w, ui.px(kFigures)});
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
        const Look look = look_of(scene, scene.now, scene.layer, channel);
        canvas_.add(grid_.place(area, i), {scene.values().values.data() + channel, size, shape.channels()}, look.map,
                    look.shown);
    }
    canvas_.paint(ui, painter);
    for (int i = 0; i < static_cast<int>(order.size()); ++i)
        show_marks(scene, order[static_cast<std::size_t>(i)], grid_.place(area, i));
}

void MapsPage::show_marks(Scene& scene, std::int64_t channel, Rect place) const {
    Ui& ui = scene.ui;
    const nn::ChannelFigures& figures = scene.values().channels[static_cast<std::size_t>(channel)];
    const bool silenced = nn::is_silenced(scene.network.edits, scene.layer, channel);
    if ((silenced || (figures.is_dead() && scene.shape().is_image())) && place.w >= ui.px(18)) {
        // A cross says "nothing here" without hiding that the map is black.
        const ImU32 colour = ui.colour(silenced ? Role::warning : Role::muted);
        const float reach = std::min(place.w, place.h) * 0.18F;
        const float x = place.centre_x();
        const float y = place.centre_y();
        ui.draw().AddLine({x - reach, y - reach}, {x + reach, y + reach}, colour, ui.px(2));
        ui.draw().AddLine({x - reach, y + reach}, {x + reach, y - reach}, colour, ui.px(2));
    }
    const bool selected = channel == scene.channel;
    const bool second = scene.view.second == channel;
    if (selected || second) {
        ui.mark(selected ? "maps.selected" : "maps.second", place);
        ui.outline(place.inset(-ui.px(2)), ui.colour(selected ? Role::accent : Role::winner), ui.px(2), ui.px(3));
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
        const nn::Shape& shape = scene.shape();
        const auto row = static_cast<std::int64_t>((mouse.y - place.y) / place.h * static_cast<float>(shape.rows()));
        const auto col = static_cast<std::int64_t>((mouse.x - place.x) / place.w * static_cast<float>(shape.cols()));
        scene.hovered = nn::Position{std::min(row, shape.rows() - 1), std::min(col, shape.cols() - 1), channel};
        ui.outline(place.inset(-ui.px(1)), ui.colour(Role::text), ui.px(2), ui.px(2));
        if (!item.pressed) return;
        if (ImGui::GetIO().KeyShift) {
            scene.change_view([channel](LayersView& view) {
                view.second = view.second == channel ? std::nullopt : std::optional(channel);
            });
        } else {
            // The first click selects, a click on the selected map enlarges it.
            scene.change_view([channel](LayersView& view) {
                if (view.channel == channel) view.page = LayersPage::map;
                view.channel = channel;
            });
        }
        return;
    }
}

}  // namespace convscope
