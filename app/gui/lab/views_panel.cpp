#include "app/gui/lab/views_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/gui/lab/view_overlay.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/maps/colour_list.h"
#include "app/gui/widgets/maps/heat_map_menu.h"
#include "app/gui/workspace/exports.h"

namespace convscope {

namespace {

/// The number of pixels of this view that the player has reached; nullopt if all are to be shown.
std::optional<std::int64_t> revealed(const LabScene& scene, const ViewSlot& slot) {
    const Player& player = scene.view.player;
    if (!player.active || slot.stage == Stage::input) return std::nullopt;
    if (player.pass == PlayerPass::filter) {
        if (slot.stage == Stage::pooled) return 0;
    } else if (slot.stage == Stage::filtered) {
        return std::nullopt;
    }
    return static_cast<std::int64_t>(player.position) + 1;
}

}  // namespace

void ViewsPanel::show(LabScene& scene, Rect& rest, float keep_below) {
    Ui& ui = scene.ui;
    show_tools(scene, rest.cut_top(least_tools_height(ui, rest.w) - ui.px(6), ui.px(6)));
    float used = 0;
    slots_ = lay_out_views(scene, rest, std::max(least_views_height(ui), rest.h - keep_below), used);
    rest.cut_top(used, ui.px(8));

    hovered_.reset();
    for (const ViewSlot& slot : slots_) {
        const Item item = ui.item(slot.name, slot.picture, {.focusable = false, .wants_wheel = true});
        interact(scene, slot, item);
    }
    choose_selection(scene);
    for (const ViewSlot& slot : slots_) show_view(scene, slot);
    show_links(scene, rest);
}

void ViewsPanel::choose_selection(LabScene& scene) {
    const LabView& view = scene.view;
    const Plane& input = scene.results.input;
    scene.selection.reset();
    scene.live = true;
    if (scene.results.outputs[0] == nullptr) return;
    if (view.player.active) {
        scene.selection = select_position(input.size(), scene.shown_settings(0), view.player);
        return;
    }
    if (hovered_ && !view.pinned) last_ = hovered_;
    scene.live = view.pinned || hovered_;
    std::optional<PixelRef> pixel = view.pinned ? view.pinned : last_;
    if (!pixel)
        pixel = PixelRef{Stage::filtered, 0, scene.results.outputs[0]->filtered.rows() / 2,
                         scene.results.outputs[0]->filtered.cols() / 2};
    if (pixel->filter >= scene.results.request.count) pixel->filter = 0;
    scene.selection = select(input, scene.shown_settings(pixel->filter), *pixel);
}

void ViewsPanel::interact(LabScene& scene, const ViewSlot& slot, const Item& item) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (item.hovered)
        if (const auto cell = slot.cell_at(mouse.x, mouse.y))
            hovered_ = PixelRef{slot.stage, slot.filter, cell->row, cell->col};
    if (const auto camera = navigate(scene.ui, slot, item, scene.view.camera, scene.results.input.size()))
        scene.frame.perform(set_lab_view([camera](LabView& view) { view.camera = *camera; }));
    if (clicked(scene.ui, item) && hovered_) {
        const bool same = scene.view.pinned == hovered_;
        const std::optional<PixelRef> pin = same ? std::nullopt : hovered_;
        scene.frame.perform(set_lab_view([pin](LabView& view) {
            view.pinned = pin;
            view.player.active = view.player.playing = false;
        }));
    }
    const bool wants_menu = item.hovered && ImGui::IsMouseClicked(1);
    if (wants_menu) {
        menu_pixel_ = hovered_;
        open_heat_map_menu(scene.ui, slot);
    }
}

void ViewsPanel::show_view(LabScene& scene, const ViewSlot& slot) {
    Ui& ui = scene.ui;
    show_header(scene, slot);
    painter_.paint(ui, slot, revealed(scene, slot));
    draw_values(ui, slot);
    if (scene.selection) draw_selection(scene, slot, *scene.selection, scene.live);
    if (slot.stage != Stage::input && scene.busy) {
        const Rect note{slot.picture.x + ui.px(8), slot.picture.y + ui.px(8),
                        ui.text_width("computing\u2026") + ui.px(16), ui.px(28)};
        ui.fill(note, ui.colour(Role::surface), ui.px(6));
        ui.text(note, "computing\u2026", Role::text, Type::text, Align::centre);
    }
    if (slot.stage == Stage::input && !scene.results.problem.empty()) {
        Rect note = slot.picture;
        note = note.cut_bottom(ui.px(64)).inset(ui.px(8));
        ui.fill(note, ui.colour(Role::surface), ui.px(6));
        ui.paragraph(note.inset(ui.px(10), ui.px(6)), scene.results.problem, Role::warning, Type::caption);
    }
    const bool pointed_at = hovered_ && slot.shows(*hovered_);
    show_legend(ui, slot, pointed_at ? pixel_reading(slot, {hovered_->row, hovered_->col}) : "");
    if (const auto chosen = heat_map_menu(ui, slot)) {
        std::optional<Cell> pixel;
        if (menu_pixel_ && slot.shows(*menu_pixel_)) pixel = Cell{menu_pixel_->row, menu_pixel_->col};
        const std::string name = scene.frame.document.picture.file.stem().string() + "_" +
                                 std::string(kStageNames.at(static_cast<std::size_t>(slot.stage))) +
                                 (slot.filter == 1 ? "_b" : "");
        scene.frame.request(heat_map_action(slot, name, *chosen, pixel));
    }
}

void ViewsPanel::show_header(LabScene& scene, const ViewSlot& slot) {
    Ui& ui = scene.ui;
    Rect row = slot.header;
    const Rect more = row.cut_right(ui.px(26), ui.px(4)).inset(0, ui.px(2));
    if (button(ui, slot.name + ".more", more, "",
               {.icon = Icon::more, .tooltip = "Copy or export these values", .quiet = true})) {
        menu_pixel_ = last_;
        open_heat_map_menu(ui, slot);
    }
    const std::string title = view_title(scene, slot);
    ui.text(row.cut_left(ui.text_width(title), ui.px(10)), title);
    ui.text(row, fmt::format("{} \u00d7 {}", slot.map.size.cols, slot.map.size.rows), Role::muted, Type::caption);
}

void ViewsPanel::show_links(LabScene& scene, Rect area) {
    Ui& ui = scene.ui;
    if (!has_links(ui, area.w)) return;
    for (std::size_t i = 1; i < slots_.size(); ++i) {
        const ViewSlot& slot = slots_[i];
        const FilterSettings& settings = scene.shown_settings(slot.filter);
        const bool pooled = slot.stage == Stage::pooled;
        const int size = pooled ? settings.pool_size : settings.kernel.size;
        const bool beside_filter = !pooled && slot.filter == 1 && slots_[i - 1].stage == Stage::filtered;
        if (beside_filter) continue;  // both come from the input
        const float gap = view_gap(ui, area.w);
        const Rect link{slot.picture.x - gap, slot.picture.centre_y() - ui.px(26), gap, ui.px(52)};
        Rect rest = link;
        const std::string what =
            pooled ? std::string(kPoolingNames.at(static_cast<std::size_t>(settings.pooling))) : "filter";
        ui.text(rest.cut_top(ui.px(16)), what == "average" ? "mean" : what, Role::muted, Type::caption, Align::centre);
        draw_icon(ui, Icon::arrow_right, rest.cut_top(ui.px(18)), ui.colour(Role::muted), ui.px(18));
        ui.text(rest.cut_top(ui.px(16)), fmt::format("{} \u00d7 {}", size, size), Role::muted, Type::caption,
                Align::centre);
    }
}

void ViewsPanel::show_tools(LabScene& scene, Rect area) {
    Ui& ui = scene.ui;
    Rect row = area.cut_top(ui.px(30), ui.px(6));
    const LabView& view = scene.view;
    if (button(ui, "view.compare", row.cut_left(ui.px(116), ui.px(6)), "Compare",
               {.icon = Icon::compare,
                .tooltip = "Two filters on one picture, for example vertical and horizontal edges",
                .key = "C",
                .on = scene.lab.compare}))
        scene.frame.perform(set_compare(!scene.lab.compare));
    if (button(ui, "view.true_size", row.cut_left(ui.px(92), ui.px(6)), "True size",
               {.tooltip = "Show all views at one scale: 2 \u00d7 2 pooling leaves a quarter of the area",
                .on = view.true_size}))
        scene.frame.perform(set_lab_view([](LabView& v) { v.true_size = !v.true_size; }));
    if (button(ui, "view.fit", row.cut_left(ui.px(52), ui.px(6)), "Fit",
               {.tooltip = "Show the whole picture", .key = "F"}))
        scene.frame.perform(fit_views());
    if (area.h > 0) row = area;  // in a narrow panel the lists have a row of their own
    const float list_width = std::min(ui.px(196), (row.w - ui.px(6)) / 2);
    const std::array<Choice, 3> scopes{Choice{"each", "Range: each view"}, Choice{"layer", "Range: shared"},
                                       Choice{"fixed", "Range: 0..255"}};
    const auto scope = static_cast<std::size_t>(view.range_scope);
    if (const auto c = dropdown(ui, "view.range", row.cut_right(list_width, ui.px(6)), scopes.at(scope).label, scopes,
                                static_cast<int>(scope), "The values at the two ends of the colour scale"))
        scene.frame.perform(set_lab_view([c](LabView& v) { v.range_scope = static_cast<RangeScope>(*c); }));
    if (const auto map = colour_list(ui, "view.colours", row.cut_right(list_width), view.colour_map,
                                     "Colours of the outputs; diverging has white at 0"))
        scene.frame.perform(set_lab_view([map](LabView& v) { v.colour_map = *map; }));
}

}  // namespace convscope
