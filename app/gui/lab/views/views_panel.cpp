#include "app/gui/lab/views/views_panel.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/gui/lab/inspector/sum_steps.h"
#include "app/gui/lab/lab_player.h"
#include "app/gui/lab/overlay/border_marks.h"
#include "app/gui/lab/overlay/lens.h"
#include "app/gui/lab/overlay/pin.h"
#include "app/gui/lab/views/combined_view.h"
#include "app/gui/lab/views/lab_films.h"
#include "app/gui/lab/views/strip.h"
#include "app/gui/lab/views/view_overlay.h"
#include "app/gui/lab/views/view_tools.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/maps/heat_map_menu.h"
#include "app/gui/widgets/maps/legend.h"
#include "app/gui/workspace/exports.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

/// Opacity of the pixels that the player has not reached: the picture stays visible, but reached pixels are clearer.
constexpr float kGhost = 0.22F;
constexpr float kMinCombinedList = 126;  ///< width of the list in the combined view's title

}  // namespace

void ViewsPanel::show(LabScene& scene, PictureEditor& editor, Rect& rest, float keep_below) {
    Ui& ui = scene.ui;
    editor.update(scene);
    const Rect tools = rest.cut_top(min_tools_height(ui, rest.w) - ui.px(6), ui.px(6));
    {
        const FocusGroup group(ui, "view.tools");
        show_view_tools(scene, tools);
    }
    const Rect area = rest;
    layout_ = lay_out_views(scene, area, std::max(min_views_height(scene), rest.h - keep_below));
    rest.cut_top(layout_.height, ui.px(8));

    hovered_.reset();
    for (const ViewSlot& slot : layout_.slots) {
        const Item item = ui.item(slot.name, slot.picture, {.focusable = false, .wants_wheel = true});
        if (!slot.empty()) interact(scene, editor, slot, item);
    }
    choose_selection(scene);
    {
        const FocusGroup group(ui, "view.strip");
        for (const ViewSlot& slot : layout_.slots) show_header(scene, slot);
    }
    for (const ViewSlot& slot : layout_.slots) show_view(scene, editor, slot);
    show_shared(scene);
    show_links(scene, area);
    show_lens(scene, layout_.slots.front());
}

void ViewsPanel::show_shared(LabScene& scene) {
    if (layout_.choice.h > 0) {
        if (has_strip(scene))
            show_strip_stage(scene, layout_.choice);
        else
            show_combine_list(scene, layout_.choice, true);
    }
    if (layout_.legend.h == 0) return;
    const auto slot = std::ranges::find_if(
        layout_.slots, [this](const ViewSlot& view) { return view.in_strip && hovered_ && view.shows(*hovered_); });
    if (slot == layout_.slots.end()) return show_strip_legend(scene, layout_, nullptr, "");
    show_strip_legend(scene, layout_, &*slot, pixel_reading(*slot, {hovered_->row, hovered_->col}));
}

void ViewsPanel::choose_selection(LabScene& scene) {
    const LabView& view = scene.view;
    const Plane& input = scene.results.input;
    // A pixel of the input belongs to all filters: explain the edited filter then, and while nothing is pointed at.
    const int edited = std::min(scene.lab.edited, scene.results.request.count() - 1);
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
    if (pixel->filter >= scene.results.request.count()) pixel->filter = 0;
    const bool of_all = pixel->stage == Stage::input || pixel->stage == Stage::combined;
    if (of_all || !scene.live) pixel->filter = edited;
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
    if (const auto camera = paints
                                ? std::nullopt
                                : navigate(scene.ui, slot, item, shown_camera(scene, slot), scene.results.input.size()))
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
    if (slot.empty()) return show_reason(scene, slot);
    const auto reached =
        reached_pixels(scene.results.input.size(), scene.shown_settings(slot.filter), scene.view.player, slot.stage);
    painter_.paint(ui, slot, reached, kGhost);
    if (slot.stage == Stage::combined) {
        draw_combined_values(scene, slot, reached);
    } else {
        draw_border(scene, slot);
        draw_values(ui, slot, reached);
    }
    if (scene.selection) draw_selection(scene, slot, *scene.selection, scene.live);
    draw_sum_step(scene, slot);
    draw_pin(scene, slot, hovered_);
    if (editor.on() && slot.stage == Stage::input) editor.show(scene, slot);
    if (slot.stage != Stage::input && scene.busy) {
        const Rect note{slot.picture.x + ui.px(8), slot.picture.y + ui.px(8),
                        ui.text_width(tr("computing\u2026")) + ui.px(16), ui.px(28)};
        ui.fill(note, ui.colour(Role::surface), ui.px(6));
        ui.text(note, tr("computing\u2026"), Role::text, Type::text, Align::centre);
    }
    const std::string& problem = scene.results.combination_problem;
    if (slot.stage == Stage::input && !problem.empty()) {
        Rect note = slot.picture;
        note = note.cut_bottom(ui.px(64)).inset(ui.px(8));
        ui.fill(note, ui.colour(Role::surface), ui.px(6));
        ui.paragraph(note.inset(ui.px(10), ui.px(6)), problem, Role::warning, Type::caption);
    }
    show_view_legend(scene, slot);
    show_view_menu(scene, slot);
}

void ViewsPanel::show_view_legend(LabScene& scene, const ViewSlot& slot) {
    if (slot.legend.h == 0) return;
    if (slot.stage == Stage::combined) {
        const bool live = scene.selection && scene.live;
        return show_combined_legend(scene, slot, live ? std::optional(scene.selection->output) : std::nullopt);
    }
    const bool pointed_at = hovered_ && slot.shows(*hovered_);
    show_legend(scene.ui, slot, pointed_at ? pixel_reading(slot, {hovered_->row, hovered_->col}) : "");
}

void ViewsPanel::show_view_menu(LabScene& scene, const ViewSlot& slot) {
    std::optional<Cell> pixel;
    if (menu_pixel_ && slot.shows(*menu_pixel_)) pixel = Cell{menu_pixel_->row, menu_pixel_->col};
    const auto chosen = heat_map_menu(scene.ui, slot, pixel.has_value(), slot.stage != Stage::combined);
    if (!chosen) return;
    if (*chosen == "gif") return scene.frame.request(lab_film_export(scene, slot));
    std::string name = scene.frame.document.picture.base_name() + "_";
    if (slot.stage == Stage::combined)
        name += kCombinationNames.at(static_cast<std::size_t>(*scene.results.request.combination));
    else
        name += kStageNames.at(static_cast<std::size_t>(slot.stage));
    const bool is_output = slot.stage == Stage::filtered || slot.stage == Stage::pooled;
    if (is_output && scene.results.request.count() > 1) name += fmt::format("_{:c}", 'a' + slot.filter);
    scene.frame.request(heat_map_action(slot, name, *chosen, pixel));
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
    if (slot.in_strip) row.h -= ui.px(2);
    const Rect more = row.cut_right(ui.px(slot.in_strip ? 20 : 26), ui.px(slot.in_strip ? 2 : 4)).inset(0, ui.px(2));
    if (button(ui, slot.name + ".more", more, "",
               {.icon = Icon::more, .tooltip = tr("Copy or export these values"), .quiet = true})) {
        menu_pixel_ = scene.view.pinned;
        open_heat_map_menu(ui, slot, more);
    }
    if (slot.in_strip) return show_tile_title(scene, slot, row);
    if (slot.stage == Stage::combined) {
        const bool narrow = row.w < ui.px(kMinCombinedList) + ui.text_width(view_title(scene, slot));
        const std::string title = narrow ? "A, B" : view_title(scene, slot);
        ui.text(row.cut_left(ui.text_width(title), ui.px(8)), title);
        return show_combine_list(scene, row.cut_left(std::min(row.w, ui.px(150))).inset(0, ui.px(1)), false);
    }
    ui.mark(slot.name + ".size", row);
    for (const auto& [title, note] : view_captions(scene, slot)) {
        const float width = ui.text_width(title);
        if (!note.empty() && width + ui.px(10) + ui.text_width(note, Type::caption) > row.w) continue;
        ui.text(row.cut_left(width, ui.px(10)), title);
        ui.mark(slot.name + ".size", row);
        return ui.text(row, note, Role::muted, Type::caption);
    }
}

void ViewsPanel::show_links(LabScene& scene, Rect area) const {
    Ui& ui = scene.ui;
    if (!has_links(ui, area.w)) return;
    const std::vector<ViewSlot>& slots = layout_.slots;
    for (std::size_t i = 1; i < slots.size(); ++i) {
        const ViewSlot& slot = slots[i];
        if (slot.in_strip || slot.stage == Stage::combined) continue;
        const FilterSettings& settings = scene.shown_settings(slot.filter);
        const bool pooled = slot.stage == Stage::pooled;
        const int size = pooled ? settings.pool_size : settings.kernel.size;
        const bool beside_filter = slots[i - 1].stage == Stage::filtered && slots[i - 1].picture.y == slot.picture.y;
        if (!pooled && beside_filter) continue;  // both come from the input
        const float gap = view_gap(ui, area.w);
        const Rect link{slot.picture.x - gap, slot.picture.centre_y() - ui.px(26), gap, ui.px(52)};
        Rect rest = link;
        const Message what = !pooled ? tr("filter") : settings.pooling == Pooling::max ? tr("max") : tr("average");
        ui.text(rest.cut_top(ui.px(16)), what, Role::muted, Type::caption, Align::centre);
        draw_icon(ui, Icon::arrow_right, rest.cut_top(ui.px(18)), ui.colour(Role::muted), ui.px(18));
        ui.text(rest.cut_top(ui.px(16)), fmt::format("{} \u00d7 {}", size, size), Role::muted, Type::caption,
                Align::centre);
    }
}

}  // namespace convscope
