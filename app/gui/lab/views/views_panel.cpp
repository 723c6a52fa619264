#include "app/gui/lab/views/views_panel.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/document/learning/learning_commands.h"
#include "app/gui/lab/inspector/sum_steps.h"
#include "app/gui/lab/lab_player.h"
#include "app/gui/lab/overlay/border_marks.h"
#include "app/gui/lab/overlay/lens.h"
#include "app/gui/lab/overlay/pin.h"
#include "app/gui/lab/views/colour_tools.h"
#include "app/gui/lab/views/view_overlay.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/maps/heat_map_menu.h"
#include "app/gui/widgets/maps/legend.h"
#include "app/gui/workspace/exports.h"

namespace convscope {

namespace {

/// Opacity of the pixels that the player has not reached: the picture stays visible, but what is done stands out.
constexpr float kGhost = 0.22F;

}  // namespace

void ViewsPanel::show(LabScene& scene, PictureEditor& editor, Rect& rest, float keep_below) {
    Ui& ui = scene.ui;
    editor.update(scene);
    const Rect tools = rest.cut_top(least_tools_height(ui, rest.w) - ui.px(6), ui.px(6));
    {
        const FocusGroup group(ui, "view.tools");
        show_tools(scene, tools);
    }
    float used = 0;
    slots_ = lay_out_views(scene, rest, std::max(least_views_height(scene), rest.h - keep_below), used);
    rest.cut_top(used, ui.px(8));

    hovered_.reset();
    for (const ViewSlot& slot : slots_) {
        const Item item = ui.item(slot.name, slot.picture, {.focusable = false, .wants_wheel = true});
        if (!slot.empty()) interact(scene, editor, slot, item);
    }
    choose_selection(scene);
    for (const ViewSlot& slot : slots_) show_view(scene, editor, slot);
    show_links(scene, rest);
    show_lens(scene, slots_.front());
}

void ViewsPanel::choose_selection(LabScene& scene) {
    const LabView& view = scene.view;
    const Plane& input = scene.results.input;
    // The input belongs to both filters: the one that is being edited is explained, also while nothing is pointed at.
    const int edited = std::min(scene.lab.edited, scene.results.request.count - 1);
    scene.selection.reset();
    scene.live = true;
    if (scene.results.outputs[0] == nullptr) return;
    if (view.player.active) {
        scene.selection = select_player(scene.results, view.player, edited);
        return;
    }
    if (hovered_ && !view.pinned) last_ = hovered_;
    scene.live = view.pinned || hovered_;
    std::optional<PixelRef> pixel = view.pinned ? view.pinned : last_;
    if (!pixel)
        pixel = PixelRef{Stage::filtered, 0, scene.results.outputs[0]->filtered.rows() / 2,
                         scene.results.outputs[0]->filtered.cols() / 2};
    if (pixel->filter >= scene.results.request.count) pixel->filter = 0;
    if (pixel->stage == Stage::input || !scene.live) pixel->filter = edited;
    scene.selection = select(input, scene.shown_settings(pixel->filter), *pixel);
}

void ViewsPanel::interact(LabScene& scene, PictureEditor& editor, const ViewSlot& slot, const Item& item) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (item.hovered)
        if (const auto cell = slot.cell_at(mouse.x, mouse.y))
            hovered_ = PixelRef{slot.stage, slot.filter, cell->row, cell->col};
    const bool edited = editor.on() && slot.stage == Stage::input;
    if (edited) editor.edit(scene, slot, item);
    // A drag over the edited view paints; the wheel still zooms.
    const bool paints = edited && item.wheel == 0;
    if (const auto camera =
            paints ? std::nullopt
                   : navigate(scene.ui, slot, item, shown_camera(scene, slot.picture), scene.results.input.size()))
        scene.frame.perform(set_lab_view([camera](LabView& view) { view.camera = *camera; }));
    if (!edited && clicked(scene.ui, item) && hovered_) {
        const bool same = scene.view.pinned == hovered_;
        scene.frame.perform(same ? unpin_pixel() : pin_pixel(scene.results, *hovered_));
    }
    if (item.menu) {
        menu_pixel_ = hovered_;
        open_heat_map_menu(scene.ui, slot);
    }
}

void ViewsPanel::show_view(LabScene& scene, PictureEditor& editor, const ViewSlot& slot) {
    Ui& ui = scene.ui;
    show_header(scene, slot);
    if (slot.empty()) return show_reason(scene, slot);
    const auto reached =
        reached_pixels(scene.results.input.size(), scene.shown_settings(slot.filter), scene.view.player, slot.stage);
    painter_.paint(ui, slot, reached, kGhost);
    draw_border(scene, slot);
    draw_values(ui, slot, reached);
    if (scene.selection) draw_selection(scene, slot, *scene.selection, scene.live);
    draw_sum_step(scene, slot);
    draw_pin(scene, slot, hovered_);
    if (editor.on() && slot.stage == Stage::input) editor.show(scene, slot);
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
    std::optional<Cell> pixel;
    if (menu_pixel_ && slot.shows(*menu_pixel_)) pixel = Cell{menu_pixel_->row, menu_pixel_->col};
    if (const auto chosen = heat_map_menu(ui, slot, pixel.has_value())) {
        const std::string name = scene.frame.document.picture.base_name() + "_" +
                                 std::string(kStageNames.at(static_cast<std::size_t>(slot.stage))) +
                                 (slot.filter == 1 ? "_b" : "");
        scene.frame.request(heat_map_action(slot, name, *chosen, pixel));
    }
}

void ViewsPanel::show_reason(LabScene& scene, const ViewSlot& slot) {
    Ui& ui = scene.ui;
    ui.mark(slot.name, slot.picture);
    ui.fill(slot.picture, ui.colour(Role::canvas), ui.px(4));
    ui.paragraph(slot.picture.inset(ui.px(12), ui.px(10)),
                 pooling_problem(scene.results.input.size(), scene.shown_settings(slot.filter)), Role::muted);
}

void ViewsPanel::show_header(LabScene& scene, const ViewSlot& slot) {
    Ui& ui = scene.ui;
    Rect row = slot.header;
    if (slot.empty()) return ui.text(row, view_title(scene, slot));
    const Rect more = row.cut_right(ui.px(26), ui.px(4)).inset(0, ui.px(2));
    if (button(ui, slot.name + ".more", more, "",
               {.icon = Icon::more, .tooltip = "Copy or export these values", .quiet = true})) {
        menu_pixel_ = scene.view.pinned;
        open_heat_map_menu(ui, slot, more);
    }
    const std::string title = view_title(scene, slot);
    ui.text(row.cut_left(ui.text_width(title), ui.px(10)), title);
    ui.mark(slot.name + ".size", row);
    for (const std::string& caption : view_captions(scene, slot)) {
        if (ui.text_width(caption, Type::caption) > row.w) continue;
        ui.text(row, caption, Role::muted, Type::caption);
        break;
    }
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
        ui.text(rest.cut_top(ui.px(16)), what, Role::muted, Type::caption, Align::centre);
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
    if (button(ui, "view.learn", row.cut_left(ui.px(66), ui.px(6)), "Learn",
               {.tooltip = "A filter that learns what another one does", .key = "L"}))
        scene.frame.perform(open_learning(true));
    if (button(ui, "view.lens", row.cut_left(ui.px(60), ui.px(6)), "Lens",
               {.tooltip = "Show the window on the input enlarged, with its numbers", .key = "Z", .on = view.lens}))
        scene.frame.perform(toggle_lens());
    if (area.h > 0) row = area;  // in a narrow panel the lists have a row of their own
    show_colour_tools(scene, row);
}

}  // namespace convscope
