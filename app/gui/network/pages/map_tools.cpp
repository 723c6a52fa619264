#include "app/gui/network/pages/map_tools.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "app/gui/network/pages/products/products_page.h"
#include "app/gui/network/scene/layer_exports.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/maps/colour_list.h"
#include "app/gui/widgets/menu.h"
#include "core/base/text/translation.h"
#include "core/nn/inspect/layer_arithmetic.h"
#include "core/nn/inspect/summary.h"

namespace convscope {

namespace {

/// The size of the layer's output: "64 maps of 26 × 26", or "128 values".
std::string size_text(const nn::Node& node) {
    if (node.shape.is_image())
        return tr_count(node.shape.channels(), "{} map of {} \u00d7 {}", "{} maps of {} \u00d7 {}", node.shape.rows(),
                        node.shape.cols());
    return tr_count(node.shape.count(), "{} value", "{} values");
}

/// The longest text that fits: "64 maps of 26 × 26, (3 × 3 × 1 + 1) × 64 = 640 parameters", this text without the
/// arithmetic, or only the size.
std::string heading(const Scene& scene, const nn::ParameterArithmetic& arithmetic, float width) {
    const nn::Node& node = scene.node();
    const std::int64_t parameters = nn::parameter_count(node);
    std::string size = size_text(node);
    if (parameters == 0) return size;
    for (const std::string& number : {arithmetic.formula, nn::with_commas(parameters)}) {
        std::string text = tr_count(parameters, "{1}, {2} parameter", "{1}, {2} parameters", size, number);
        if (scene.ui.text_width(text, Type::caption) <= width) return text;
    }
    return size;
}

/// The arithmetic of the layer's shape and parameters, for a tooltip; empty if there is no arithmetic.
std::string arithmetic_tooltip(const std::string& shape, const nn::ParameterArithmetic& parameters) {
    std::string text = shape.empty() ? std::string() : tr("Size: {}", shape);
    if (parameters.formula.empty()) return text;
    if (!text.empty()) text += "\n";
    return text + tr("Parameters: {}\n{}", parameters.formula, parameters.words);
}

void show_layer_menu(Scene& scene, Rect& title) {
    Ui& ui = scene.ui;
    const std::array<MenuEntry, 4> entries{MenuEntry{"png", tr("Export all as shown, PNG\u2026")},
                                           MenuEntry{"npy", tr("Export all values, NumPy .npy\u2026")},
                                           MenuEntry{"csv", tr("Export all values, CSV\u2026")},
                                           MenuEntry{"journey", tr("Export the journey, PNG\u2026")}};
    const Rect place = title.cut_right(ui.px(28), ui.px(6));
    if (button(ui, "layer.more", place, "", {.icon = Icon::more, .tooltip = tr("Export these values"), .quiet = true}))
        open_menu(ui, "layer.menu", place);
    if (const auto choice = menu(ui, "layer.menu", entries))
        scene.frame.request(*choice == "journey" ? journey_export(scene) : layer_export(scene, *choice));
}

void show_filters_switch(Scene& scene, Rect place) {
    const std::array<Segment, 2> shown{Segment{"maps", tr("maps"), tr("Show the output of the filters")},
                                       Segment{"filters", tr("filters"), tr("Show the filters' kernels")}};
    if (const auto chosen = segmented(scene.ui, "layer.shown", place, shown, scene.view.show_filters ? 1 : 0))
        scene.change_view([chosen](NetworkView& view) { view.show_filters = *chosen == 1; });
}

void show_lists(Scene& scene, Rect row, bool with_order) {
    Ui& ui = scene.ui;
    const NetworkView& view = scene.view;
    const float width = std::min(ui.px(190), (row.w - ui.px(12)) / 3);
    if (with_order) {
        const std::array<Choice, 4> orders{Choice{"number", tr("Sort: number")}, Choice{"mean", tr("Sort: mean")},
                                           Choice{"maximum", tr("Sort: maximum")},
                                           Choice{"contribution", tr("Sort: contribution"), "",
                                                  tr("By how much the answer's probability drops without the map")}};
        const auto order = static_cast<std::size_t>(view.order);
        if (const auto c = dropdown(ui, "layer.order", row.cut_left(width, ui.px(6)),
                                    list_label(ui, orders.at(order).label, width), orders, static_cast<int>(order),
                                    tr("The order of the maps")))
            scene.change_view([c](NetworkView& v) { v.order = static_cast<MapOrder>(*c); });
    }
    const std::array<Choice, 3> ranges{Choice{"map", tr("Range: each map")}, Choice{"layer", tr("Range: layer")},
                                       Choice{"model", tr("Range: model")}};
    const auto range = static_cast<std::size_t>(view.range);
    if (const auto c =
            dropdown(ui, "layer.range", row.cut_left(width, ui.px(6)), list_label(ui, ranges.at(range).label, width),
                     ranges, static_cast<int>(range), tr("The range of values that the colours show")))
        scene.change_view([c](NetworkView& v) { v.range = static_cast<MapRange>(*c); });
    if (const auto map =
            colour_list(ui, "layer.colours", row.cut_left(width), view.colour_map,
                        tr("Colours of the maps. Automatic: inferno, or diverging if there are negative values")))
        scene.change_view([map](NetworkView& v) { v.colour_map = *map; });
}

}  // namespace

void show_layer_title(Scene& scene, Rect& area, bool all_maps) {
    Ui& ui = scene.ui;
    Rect title = area.cut_top(ui.px(28), ui.px(4));
    show_layer_menu(scene, title);
    if (all_maps && layer_kernel(scene) != nullptr) show_filters_switch(scene, title.cut_right(ui.px(128), ui.px(8)));
    if (!all_maps && has_products(scene)) show_products_switch(scene, title.cut_right(ui.px(110), ui.px(8)));
    const std::string name = display_name(scene.node());
    ui.mark("layer.title", title);
    ui.text(title.cut_left(std::min(title.w, ui.text_width(name, Type::heading)), ui.px(12)), name, Role::text,
            Type::heading);
    const nn::ParameterArithmetic parameters = nn::parameter_arithmetic(scene.model, scene.layer, nn::kTimes);
    const std::string tooltip =
        arithmetic_tooltip(nn::shape_arithmetic(scene.model, scene.layer, nn::kTimes), parameters);
    ui.item("layer.counts", title, {.tooltip = tooltip, .focusable = false});
    ui.text(title, heading(scene, parameters, title.w), Role::muted, Type::caption);
}

void show_map_tools(Scene& scene, Rect& area, bool all_maps) {
    show_layer_title(scene, area, all_maps);
    show_lists(scene, area.cut_top(scene.ui.px(30), scene.ui.px(8)), all_maps);
}

}  // namespace convscope
