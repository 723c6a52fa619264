#include "app/gui/network/pages/products/products_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <string>

#include "app/gui/network/arithmetic/arithmetic_text.h"
#include "app/gui/network/pages/map_tools.h"
#include "app/gui/network/pages/products/product_exports.h"
#include "app/gui/network/scene/layer_exports.h"
#include "app/gui/network/scene/layer_image.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/maps/heat_map_menu.h"
#include "app/gui/widgets/maps/legend.h"
#include "app/gui/widgets/menu.h"
#include "app/gui/widgets/numbers/number_field.h"
#include "app/gui/widgets/numbers/number_format.h"
#include "app/gui/workspace/exports.h"
#include "core/base/text/translation.h"
#include "core/image/range.h"

namespace convscope {

namespace {

constexpr float kHeaderHeight = 24;
constexpr float kLegendHeight = 40;
constexpr float kGap = 16;
constexpr float kMinGrid = 140;
constexpr float kSumsPart = 0.34F;  ///< the share of the page's height for the sums
constexpr float kMinMap = 110, kMaxMap = 420;
constexpr float kHidden = 0.15F;  ///< opacity of a stage that the player has not reached

constexpr std::array<std::string_view, 3> kHeatNames{"products.sum", "products.biased", "products.result"};

/// The stage's index in the arrays of names and images.
std::size_t index_of(auto stage) {
    return static_cast<std::size_t>(stage);
}

}  // namespace

void show_products_switch(Scene& scene, Rect place) {
    const std::array<Segment, 2> shown{
        Segment{"map", tr("map"), tr("The map next to its input (I)")},
        Segment{"sum", tr("sum"), tr("Each input map's own product map; they add up to this map (I)")}};
    if (const auto chosen = segmented(scene.ui, "products.shown", place, shown, scene.view.products.shown ? 1 : 0))
        scene.change_view([chosen](NetworkView& view) { view.products.shown = *chosen == 1; });
}

void ProductsPage::make_images(const Scene& scene, const nn::ProductMaps& maps, const ProductStep& step) {
    const Shown now{engine_.version(), step.channels, scene.view.products.by_share, scene.results.revision};
    colours_ = is_diverging(scene.view.colour_map) ? scene.view.colour_map : ColourMap::diverging;
    if (now == shown_) return;
    shown_ = now;
    ++images_version_;
    order_ = maps.by_share;
    if (!now.by_share) std::ranges::sort(order_);
    const nn::Shape shape{maps.rows, maps.cols, 1};
    images_[index_of(Stage::sum)] = layer_image(shape, partial_sum(maps, order_, step.channels), 0);
    images_[index_of(Stage::biased)] = layer_image(shape, maps.before, 0);
    images_[index_of(Stage::result)] = layer_image(scene.shape(), scene.values().values, maps.filter);
}

std::vector<ProductsPage::Stage> ProductsPage::stages(const Scene& scene) const {
    std::vector<Stage> stages{Stage::sum};
    if (engine_.maps()->has_bias) stages.push_back(Stage::biased);
    if (scene.node().layer->activation().kind != nn::ActivationKind::linear) stages.push_back(Stage::result);
    return stages;
}

float ProductsPage::show(Scene& scene, gl::TilePainter& painter, Rect area) {
    Ui& ui = scene.ui;
    heats_.clear();
    const float bottom = area.bottom();
    show_map_tools(scene, area, false);
    show_product_player(scene, area.cut_top(ui.px(32), ui.px(6)));
    engine_.update({.model = scene.results.request.model,
                    .edits = scene.results.request.edits,
                    .trace = scene.results.now,
                    .revision = scene.results.revision,
                    .node = scene.layer,
                    .filter = scene.channel});
    const nn::ProductMaps* maps = engine_.maps();
    if (maps == nullptr) {
        const std::string& problem = engine_.problem();
        ui.mark("products.message", area);
        ui.paragraph(area, problem.empty() ? tr("Computing the product maps\u2026") : problem, Role::muted);
        return area.y + ui.px(40);
    }
    const ProductStep step = product_step(scene);
    make_images(scene, *maps, step);
    const float chrome = ui.px(kHeaderHeight + kLegendHeight);
    const float columns = static_cast<float>(stages(scene).size());
    const float width = (area.w - ui.px(kGap) * (columns - 1)) / columns;
    const float ratio = std::clamp(static_cast<float>(maps->rows) / static_cast<float>(maps->cols), 0.4F, 1.3F);
    const float height = std::clamp(std::min(area.h * kSumsPart, width * ratio), ui.px(kMinMap), ui.px(kMaxMap));
    show_sums(scene, area.cut_top(height + chrome, ui.px(4)), step);
    show_arithmetic(scene, area, step);
    show_grid_header(scene, area.cut_top(ui.px(30), ui.px(6)));
    area.h = std::max(ui.px(kMinGrid), bottom - area.y);
    const Range shown = shown_range(colours_, maps->range);
    grid_.show(scene, painter, area,
               {.maps = *maps,
                .order = order_,
                .step = step,
                .arithmetic = arithmetic_,
                .at = scene.at,
                .scale = {colours_, shown},
                .version = engine_.version()});
    if (ui.right_pressed(area)) open_menu(ui, "products.menu");
    return area.bottom();
}

HeatMap ProductsPage::heat_map(const Scene& scene, Stage stage, Rect area) const {
    const Ui& ui = scene.ui;
    HeatMap heat{.name = std::string(kHeatNames.at(index_of(stage)))};
    area.cut_top(ui.px(kHeaderHeight));
    heat.legend = area.cut_bottom(ui.px(kLegendHeight));
    heat.picture = area;
    heat.image = &images_.at(index_of(stage));
    heat.revision = images_version_;
    heat.range = finite_range(*heat.image);
    heat.colours = colours_;
    // While the sum grows, it has the colour range of the whole sum, so that colours can be compared.
    heat.shown = shown_range(colours_, engine_.maps()->sum_range);
    if (stage == Stage::result) {
        const ColourScale scale = scale_of(scene, scene.now, scene.layer, scene.channel);
        heat.colours = scale.map;
        heat.shown = scale.shown;
    }
    heat.map = view_map(heat.picture, heat.image->size(), {}, {}, heat.image->size(), {}, false);
    return heat;
}

void ProductsPage::show_sums(Scene& scene, Rect area, const ProductStep& step) {
    const nn::ProductMaps& maps = *engine_.maps();
    const std::vector<Stage> shown = stages(scene);
    const auto count = static_cast<int>(shown.size());
    for (const Stage stage : shown)
        heats_.push_back(
            heat_map(scene, stage, area.column(static_cast<int>(heats_.size()), count, scene.ui.px(kGap))));
    for (std::size_t i = 0; i < shown.size(); ++i) {
        std::string title;
        bool reached = true;
        if (shown[i] == Stage::sum) {
            title = step.channels < maps.maps.size() ? tr("Sum of {} of {}", step.channels, maps.maps.size())
                    : maps.maps.size() == 1          ? tr("The only product map")
                                                     : tr("Sum of all {}", maps.maps.size());
        } else if (shown[i] == Stage::biased) {
            title = tr("+ bias {}", with_true_minus(short_number(maps.bias)));
            reached = step.bias;
        } else {
            title = tr("{}: map {}", display_name(scene.node().layer->activation()), maps.filter);
            reached = step.activation;
        }
        show_stage(scene, heats_[i], title, reached);
    }
}

void ProductsPage::show_stage(Scene& scene, HeatMap& heat, const std::string& title, bool reached) {
    Ui& ui = scene.ui;
    const Item item = ui.item(heat.name, heat.picture, {.focusable = false});
    if (reached) interact(scene, heat, item);
    Rect header{heat.picture.x, heat.picture.y - ui.px(kHeaderHeight), heat.picture.w, ui.px(kHeaderHeight)};
    const Rect more = header.cut_right(ui.px(26), ui.px(4));
    if (button(ui, heat.name + ".more", more, "",
               {.icon = Icon::more, .tooltip = tr("Copy or export these values"), .quiet = true}))
        open_heat_map_menu(ui, heat, more);
    ui.mark(heat.name + ".title", header);
    ui.text(header, title, reached ? Role::text : Role::muted);
    view_painter_.paint(ui, heat, reached ? std::nullopt : std::optional<std::int64_t>(0), kHidden);
    if (reached) {
        draw_values(ui, heat);
        ui.draw().PushClipRect({heat.picture.x, heat.picture.y}, {heat.picture.right(), heat.picture.bottom()}, true);
        mark(ui, heat.map.cells(static_cast<double>(scene.at.row), static_cast<double>(scene.at.col)),
             ui.colour(scene.live ? Role::accent : Role::muted), ui.px(2));
        ui.draw().PopClipRect();
    }
    std::string reading;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (const auto cell = heat.cell_at(mouse.x, mouse.y); reached && item.hovered && cell)
        reading = pixel_reading(heat, *cell);
    show_legend(ui, heat, reading);
    const auto choice = heat_map_menu(ui, heat, false, true);
    if (!choice) return;
    if (*choice == "gif") return scene.frame.request(product_film_export(scene, *engine_.maps(), order_, heats_));
    scene.frame.request(
        heat_map_action(heat, map_file_name(scene, scene.layer, scene.channel) + heat.name.substr(heat.name.find('.')),
                        *choice, std::nullopt));
}

void ProductsPage::interact(Scene& scene, const HeatMap& heat, const Item& item) {
    if (item.menu) open_heat_map_menu(scene.ui, heat);
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const std::optional<Cell> cell = heat.cell_at(mouse.x, mouse.y);
    if (!item.hovered || !cell) return;
    const nn::Position at{cell->row, cell->col, scene.channel};
    scene.hovered = at;
    if (!item.pressed) return;
    const bool is_pinned = scene.view.pinned && scene.view.pinned->row == at.row && scene.view.pinned->col == at.col;
    scene.change_view([at, is_pinned](NetworkView& view) {
        view.pinned = is_pinned ? std::nullopt : std::optional(at);
        view.player.active = view.player.playing = false;
    });
}

void ProductsPage::show_arithmetic(Scene& scene, Rect& area, const ProductStep& step) {
    Ui& ui = scene.ui;
    const nn::ProductMaps& maps = *engine_.maps();
    std::optional<float> activated;
    if (step.activation)
        activated = images_[index_of(Stage::result)].at(static_cast<int>(scene.at.row), static_cast<int>(scene.at.col));
    arithmetic_ =
        product_arithmetic(maps, scene.at, {order_, step.channels, step.bias}, scene.node().layer->activation(),
                           activated, nn::is_ablated(scene.results.request.edits, scene.layer, scene.channel));
    const std::string text =
        arithmetic_.result.empty()
            ? tr("Row {}, column {}: {}", scene.at.row, scene.at.col, arithmetic_.sum)
            : tr("Row {}, column {}: {};  {}", scene.at.row, scene.at.col, arithmetic_.sum, arithmetic_.result);
    const float height = ui.paragraph(area, text, scene.live ? Role::text : Role::muted);
    ui.mark("products.arithmetic", area.cut_top(height, ui.px(6)));
}

void ProductsPage::show_grid_header(Scene& scene, Rect row) {
    Ui& ui = scene.ui;
    const nn::ProductMaps& maps = *engine_.maps();
    show_grid_menu(scene, row.cut_right(ui.px(28), ui.px(6)));
    if (maps.maps.size() > 1) {
        const std::array<Segment, 2> orders{
            Segment{"number", tr("number"), tr("In the order of the input maps")},
            Segment{"share", tr("share"), tr("The largest share of the products' magnitudes first")}};
        const Rect place = row.cut_right(ui.px(128), ui.px(8));
        if (const auto chosen = segmented(ui, "products.order", place, orders, scene.view.products.by_share ? 1 : 0))
            scene.change_view([chosen](NetworkView& view) { view.products.by_share = *chosen == 1; });
    }
    const Range shown = shown_range(colours_, maps.range);
    const Rect legend = row.cut_right(std::min(ui.px(220), row.w * 0.5F), ui.px(10));
    colour_bar(ui, "products.legend", legend.inset(0, ui.px(7)), {colours_, shown}, shown);
    ui.mark("products.heading", row);
    const std::string whole = maps.maps.size() == 1 ? tr("Input map \u00d7 kernel")
                                                    : tr("{} input maps, each \u00d7 its kernel", maps.maps.size());
    ui.text(row, ui.text_width(whole) <= row.w ? whole : tr("{} products", maps.maps.size()));
}

void ProductsPage::show_grid_menu(Scene& scene, Rect place) {
    Ui& ui = scene.ui;
    const std::array<MenuEntry, 3> entries{MenuEntry{"png", tr("Export all product maps as shown, PNG\u2026")},
                                           MenuEntry{"npy", tr("Export all product maps, NumPy .npy\u2026")},
                                           MenuEntry{"csv", tr("Export all product maps, CSV\u2026")}};
    if (button(ui, "products.more", place, "",
               {.icon = Icon::more, .tooltip = tr("Export the product maps"), .quiet = true}))
        open_menu(ui, "products.menu", place);
    if (const auto choice = menu(ui, "products.menu", entries))
        scene.frame.request(product_export(scene, *engine_.maps(), order_, colours_, *choice));
}

}  // namespace convscope
