#include "app/gui/panels/views_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/gui/panels/view_overlay.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/number_field.h"

namespace convscope {

std::optional<Cell> revealed(const Frame& frame, const ViewSlot& slot) {
    const Player& player = frame.view().player;
    if (!player.active || slot.stage == Stage::input) return std::nullopt;
    if (player.pass == PlayerPass::filter) {
        if (slot.stage == Stage::pooled) return Cell{0, 0};
    } else if (slot.stage == Stage::filtered) {
        return std::nullopt;
    }
    if (slot.map.size.cols == 0) return std::nullopt;
    const auto next = static_cast<std::int64_t>(player.position) + 1;
    return Cell{static_cast<int>(next / slot.map.size.cols), static_cast<int>(next % slot.map.size.cols)};
}

void ViewsPanel::show(Frame& frame, Rect& rest, float keep_below) {
    Ui& ui = frame.ui;
    show_tools(frame, rest.cut_top(least_tools_height(ui, rest.w) - ui.px(6), ui.px(6)));
    float used = 0;
    slots_ = lay_out_views(frame, rest, std::max(least_views_height(ui), rest.h - keep_below), used);
    rest.cut_top(used, ui.px(8));

    hovered_.reset();
    for (const ViewSlot& slot : slots_) {
        const Item item = ui.item(slot.name, slot.picture, {.focusable = false, .wants_wheel = true});
        interact(frame, slot, item);
    }
    choose_selection(frame);
    for (const ViewSlot& slot : slots_) show_view(frame, slot);
    show_links(frame, rest);
}

void ViewsPanel::choose_selection(Frame& frame) {
    const View& view = frame.view();
    const Plane& input = frame.results.input;
    frame.selection.reset();
    frame.live = true;
    if (frame.results.outputs[0] == nullptr) return;
    if (view.player.active) {
        frame.selection = select_position(input.size(), frame.shown_settings(0), view.player);
        return;
    }
    if (hovered_ && !view.pinned) last_ = hovered_;
    frame.live = view.pinned || hovered_;
    std::optional<PixelRef> pixel = view.pinned ? view.pinned : last_;
    if (!pixel)
        pixel = PixelRef{Stage::filtered, 0, frame.results.outputs[0]->filtered.rows() / 2,
                         frame.results.outputs[0]->filtered.cols() / 2};
    if (pixel->filter >= frame.results.request.count) pixel->filter = 0;
    frame.selection = select(input, frame.shown_settings(pixel->filter), *pixel);
}

void ViewsPanel::interact(Frame& frame, const ViewSlot& slot, const Item& item) {
    const ImGuiIO& io = ImGui::GetIO();
    const Size input = frame.results.input.size();
    if (item.hovered) {
        const int row = static_cast<int>(std::floor(slot.map.row_at(io.MousePos.y)));
        const int col = static_cast<int>(std::floor(slot.map.col_at(io.MousePos.x)));
        if (slot.has(row, col)) hovered_ = PixelRef{slot.stage, slot.filter, row, col};
    }
    if (item.wheel != 0) {
        const double factor = std::pow(1.25, item.wheel);
        const Camera camera =
            zoomed(frame.view().camera, input, slot.map, slot.rows, slot.cols, io.MousePos.x, io.MousePos.y, factor);
        frame.perform(set_view([camera](View& view) { view.camera = camera; }));
    }
    const bool dragging = item.held && ImGui::IsMouseDragging(0, frame.ui.px(4));
    if (dragging && (io.MouseDelta.x != 0 || io.MouseDelta.y != 0)) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);
        const Camera camera =
            panned(frame.view().camera, input, slot.map, slot.rows, slot.cols, io.MouseDelta.x, io.MouseDelta.y);
        frame.perform(set_view([camera](View& view) { view.camera = camera; }));
    }
    const bool dragged = io.MouseDragMaxDistanceSqr[0] > frame.ui.px(4) * frame.ui.px(4);
    if (item.pressed && !dragged && hovered_) {
        const bool same = frame.view().pinned == hovered_;
        const std::optional<PixelRef> pin = same ? std::nullopt : hovered_;
        frame.perform(set_view([pin](View& view) {
            view.pinned = pin;
            view.player.active = view.player.playing = false;
        }));
    }
    const bool wants_menu = item.hovered && ImGui::IsMouseClicked(1);
    if (wants_menu) {
        menu_pixel_ = hovered_;
        frame.ui.open_popup(slot.name + ".menu");
    }
}

void ViewsPanel::show_view(Frame& frame, const ViewSlot& slot) {
    Ui& ui = frame.ui;
    show_header(frame, slot);
    painter_.paint(frame, slot, revealed(frame, slot));
    draw_values(frame, slot);
    if (frame.selection) draw_selection(frame, slot, *frame.selection, frame.live);
    if (slot.stage != Stage::input && frame.busy) {
        const Rect note{slot.picture.x + ui.px(8), slot.picture.y + ui.px(8),
                        ui.text_width("computing\u2026") + ui.px(16), ui.px(28)};
        ui.fill(note, ui.colour(Role::surface), ui.px(6));
        ui.text(note, "computing\u2026", Role::text, Type::text, Align::centre);
    }
    if (slot.stage == Stage::input && !frame.results.problem.empty()) {
        Rect note = slot.picture;
        note = note.cut_bottom(ui.px(64)).inset(ui.px(8));
        ui.fill(note, ui.colour(Role::surface), ui.px(6));
        ui.paragraph(note.inset(ui.px(10), ui.px(6)), frame.results.problem, Role::warning, Type::caption);
    }
    show_legend(frame, slot);
    show_menu(frame, slot);
}

void ViewsPanel::show_header(Frame& frame, const ViewSlot& slot) {
    Ui& ui = frame.ui;
    Rect row = slot.header;
    const Rect more = row.cut_right(ui.px(26), ui.px(4)).inset(0, ui.px(2));
    if (button(ui, slot.name + ".more", more, "",
               {.icon = Icon::more, .tooltip = "Copy or export these values", .quiet = true})) {
        menu_pixel_ = last_;
        ui.open_popup(slot.name + ".menu");
    }
    const std::string title = view_title(frame, slot);
    ui.text(row.cut_left(ui.text_width(title), ui.px(10)), title);
    ui.text(row, fmt::format("{} \u00d7 {}", slot.map.size.cols, slot.map.size.rows), Role::muted, Type::caption);
}

void ViewsPanel::show_legend(Frame& frame, const ViewSlot& slot) {
    Ui& ui = frame.ui;
    Rect area = slot.legend;
    area.cut_top(ui.px(5));
    Rect bar = area.cut_top(ui.px(14), ui.px(4));
    ui.mark(slot.name + ".legend", bar);
    const std::string low = short_number(slot.shown.low);
    const std::string high = short_number(slot.shown.high);
    ui.text(bar.cut_left(ui.text_width(low, Type::caption), ui.px(6)), low, Role::muted, Type::caption);
    ui.text(bar.cut_right(ui.text_width(high, Type::caption), ui.px(6)), high, Role::muted, Type::caption);
    constexpr int kSteps = 64;
    const ColourTable& table = colour_table(slot.colours);
    for (int i = 0; i < kSteps; ++i) {
        const Rgb c = table.at(static_cast<std::size_t>(i * (kColourMapEntries - 1) / (kSteps - 1)));
        const float x0 = std::floor(bar.x + bar.w * static_cast<float>(i) / kSteps);
        const float x1 = std::floor(bar.x + bar.w * static_cast<float>(i + 1) / kSteps);
        ui.fill({x0, bar.y, x1 - x0, bar.h}, IM_COL32(c.red, c.green, c.blue, 255));
    }
    ui.outline(bar, ui.colour(Role::line), 0, ui.line_width());

    std::string reading = fmt::format("values {} to {}", short_number(slot.range.low), short_number(slot.range.high));
    Role role = Role::muted;
    if (hovered_ && hovered_->stage == slot.stage && (slot.stage == Stage::input || hovered_->filter == slot.filter)) {
        reading = fmt::format("row {}, column {}: {}", hovered_->row, hovered_->col,
                              short_number(slot.value(frame, hovered_->row, hovered_->col)));
        role = Role::text;
    }
    ui.text(area, reading, role, Type::caption);
}

void ViewsPanel::show_links(Frame& frame, Rect area) {
    Ui& ui = frame.ui;
    if (!has_links(ui, area.w)) return;
    for (std::size_t i = 1; i < slots_.size(); ++i) {
        const ViewSlot& slot = slots_[i];
        const FilterSettings& settings = frame.shown_settings(slot.filter);
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

void ViewsPanel::show_tools(Frame& frame, Rect area) {
    Ui& ui = frame.ui;
    Rect row = area.cut_top(ui.px(30), ui.px(6));
    const View& view = frame.view();
    if (button(ui, "view.compare", row.cut_left(ui.px(116), ui.px(6)), "Compare",
               {.icon = Icon::compare,
                .tooltip = "Two filters on one picture: vertical beside horizontal",
                .key = "C",
                .on = frame.lab().compare}))
        frame.perform(set_compare(!frame.lab().compare));
    if (button(ui, "view.true_size", row.cut_left(ui.px(92), ui.px(6)), "True size",
               {.tooltip = "Show smaller outputs smaller: pooled really is a quarter", .on = view.true_size}))
        frame.perform(set_view([](View& v) { v.true_size = !v.true_size; }));
    if (button(ui, "view.fit", row.cut_left(ui.px(52), ui.px(6)), "Fit",
               {.tooltip = "Show the whole picture", .key = "F"}))
        frame.request(Request::Kind::fit);
    if (area.h > 0) row = area;  // where there is little room the lists have a row of their own
    const float list_width = std::min(ui.px(196), (row.w - ui.px(6)) / 2);
    const std::array<Choice, 3> scopes{Choice{"each", "Range: each view"}, Choice{"layer", "Range: shared"},
                                       Choice{"fixed", "Range: 0..255"}};
    const auto scope = static_cast<std::size_t>(view.range_scope);
    if (const auto c = dropdown(ui, "view.range", row.cut_right(list_width, ui.px(6)), scopes.at(scope).label, scopes,
                                static_cast<int>(scope), "Which values the ends of the colours stand for"))
        frame.perform(set_view([c](View& v) { v.range_scope = static_cast<RangeScope>(*c); }));
    const std::array<Choice, 5> maps{Choice{"automatic", "Colours: automatic"}, Choice{"grey", "Colours: grey"},
                                     Choice{"diverging", "Colours: diverging"}, Choice{"inferno", "Colours: inferno"},
                                     Choice{"viridis", "Colours: viridis"}};
    const auto map = static_cast<std::size_t>(view.colour_map);
    if (const auto c = dropdown(ui, "view.colours", row.cut_right(list_width), maps.at(map).label, maps,
                                static_cast<int>(map), "Colours of the outputs; diverging has white at 0"))
        frame.perform(set_view([c](View& v) { v.colour_map = static_cast<ColourMap>(*c); }));
}

void ViewsPanel::show_menu(Frame& frame, const ViewSlot& slot) {
    Ui& ui = frame.ui;
    struct Entry {
        std::string_view key, label;
    };
    constexpr std::array<Entry, 7> kEntries{Entry{"value", "Copy the value"},
                                            Entry{"text", "Copy visible values as text"},
                                            Entry{"numpy", "Copy visible values as NumPy"},
                                            Entry{"png", "Export as shown, PNG\u2026"},
                                            Entry{"grey", "Export grey values, PNG\u2026"},
                                            Entry{"npy", "Export values, NumPy .npy\u2026"},
                                            Entry{"csv", "Export values, CSV\u2026"}};
    const float width = ui.px(260);
    const float height = ui.px(30) * static_cast<float>(kEntries.size()) + ui.px(8);
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const Rect place{std::min(slot.picture.x + ui.px(8), screen.x - width - ui.px(8)),
                     std::min(slot.picture.y, screen.y - height - ui.px(8)), width, height};
    if (!ui.begin_popup(slot.name + ".menu", place, false)) return;
    Rect rest = place.inset(ui.px(4));
    for (const Entry& entry : kEntries) {
        const Rect row = rest.cut_top(ui.px(30));
        const Item item = ui.item(slot.name + ".menu." + std::string(entry.key), row);
        if (item.hovered || item.focused) ui.fill(row, ui.colour(Role::hover), ui.px(4));
        ui.text(row.inset(ui.px(8), 0), entry.label);
        if (!item.pressed) continue;
        PixelRef pixel{slot.stage, slot.filter, -1, -1};
        if (menu_pixel_ && menu_pixel_->stage == slot.stage && menu_pixel_->filter == slot.filter) pixel = *menu_pixel_;
        frame.requests.push_back({.kind = Request::Kind::export_view, .text = std::string(entry.key), .pixel = pixel});
        ui.close_popup();
    }
    ui.end_popup();
}

}  // namespace convscope
