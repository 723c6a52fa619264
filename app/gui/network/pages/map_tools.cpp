#include "app/gui/network/pages/map_tools.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "app/gui/network/scene/layer_exports.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/maps/colour_list.h"
#include "app/gui/widgets/menu.h"
#include "core/nn/inspect/summary.h"

namespace convscope {

namespace {

/// "64 maps of 26 x 26, 640 parameters", without the parameters if they do not fit.
std::string heading(const Scene& scene, float width) {
    const nn::Node& node = scene.node();
    const std::int64_t parameters = nn::parameter_count(node);
    std::string text =
        node.shape.is_image()
            ? fmt::format("{} {} of {} \u00d7 {}", node.shape.channels(), node.shape.channels() == 1 ? "map" : "maps",
                          node.shape.rows(), node.shape.cols())
            : fmt::format("{} {}", node.shape.count(), node.shape.count() == 1 ? "value" : "values");
    if (parameters == 0) return text;
    const std::string whole =
        fmt::format("{}, {} parameter{}", text, nn::with_commas(parameters), parameters == 1 ? "" : "s");
    return scene.ui.text_width(whole, Type::caption) <= width ? whole : text;
}

void show_layer_menu(Scene& scene, Rect& title) {
    Ui& ui = scene.ui;
    constexpr std::array<MenuEntry, 4> kEntries{
        MenuEntry{"png", "Export all as shown, PNG\u2026"}, MenuEntry{"npy", "Export all values, NumPy .npy\u2026"},
        MenuEntry{"csv", "Export all values, CSV\u2026"}, MenuEntry{"journey", "Export the journey, PNG\u2026"}};
    const Rect place = title.cut_right(ui.px(28), ui.px(6));
    if (button(ui, "layer.more", place, "", {.icon = Icon::more, .tooltip = "Export these values", .quiet = true}))
        open_menu(ui, "layer.menu", place);
    if (const auto choice = menu(ui, "layer.menu", kEntries))
        scene.frame.request(*choice == "journey" ? journey_export(scene) : layer_export(scene, *choice));
}

void show_filters_switch(Scene& scene, Rect place) {
    constexpr std::array<Segment, 2> kShown{Segment{"maps", "maps", "Show the output of the filters"},
                                            Segment{"filters", "filters", "Show the filters' kernels"}};
    if (const auto chosen = segmented(scene.ui, "layer.shown", place, kShown, scene.view.show_filters ? 1 : 0))
        scene.change_view([chosen](NetworkView& view) { view.show_filters = *chosen == 1; });
}

void show_lists(Scene& scene, Rect row, bool with_order) {
    Ui& ui = scene.ui;
    const NetworkView& view = scene.view;
    const float width = std::min(ui.px(190), (row.w - ui.px(12)) / 3);
    if (with_order) {
        const std::array<Choice, 4> orders{Choice{"number", "Sort: number"}, Choice{"mean", "Sort: mean"},
                                           Choice{"maximum", "Sort: maximum"},
                                           Choice{"contribution", "Sort: contribution", "",
                                                  "By how much the answer's probability drops without the map"}};
        const auto order = static_cast<std::size_t>(view.order);
        if (const auto c = dropdown(ui, "layer.order", row.cut_left(width, ui.px(6)),
                                    list_label(ui, orders.at(order).label, width), orders, static_cast<int>(order),
                                    "The order of the maps"))
            scene.change_view([c](NetworkView& v) { v.order = static_cast<MapOrder>(*c); });
    }
    const std::array<Choice, 3> ranges{Choice{"map", "Range: each map"}, Choice{"layer", "Range: layer"},
                                       Choice{"model", "Range: model"}};
    const auto range = static_cast<std::size_t>(view.range);
    if (const auto c =
            dropdown(ui, "layer.range", row.cut_left(width, ui.px(6)), list_label(ui, ranges.at(range).label, width),
                     ranges, static_cast<int>(range), "The range of values that the colours show"))
        scene.change_view([c](NetworkView& v) { v.range = static_cast<MapRange>(*c); });
    if (const auto map =
            colour_list(ui, "layer.colours", row.cut_left(width), view.colour_map,
                        "Colours of the maps. Automatic: inferno, or diverging if there are negative values"))
        scene.change_view([map](NetworkView& v) { v.colour_map = *map; });
}

}  // namespace

void show_map_tools(Scene& scene, Rect& area, bool all_maps) {
    Ui& ui = scene.ui;
    Rect title = area.cut_top(ui.px(28), ui.px(4));
    show_layer_menu(scene, title);
    if (all_maps && layer_kernel(scene) != nullptr) show_filters_switch(scene, title.cut_right(ui.px(128), ui.px(8)));
    const std::string name = display_name(scene.node());
    ui.mark("layer.title", title);
    ui.text(title.cut_left(std::min(title.w, ui.text_width(name, Type::heading)), ui.px(12)), name, Role::text,
            Type::heading);
    ui.text(title, heading(scene, title.w), Role::muted, Type::caption);
    show_lists(scene, area.cut_top(ui.px(30), ui.px(8)), all_maps);
}

}  // namespace convscope
