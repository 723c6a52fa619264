#include "app/gui/lessons/present/cover_view.h"

#include <algorithm>
#include <cmath>

#include "app/gui/widgets/icons.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kStep = 10;     ///< between two lines of the hatching
constexpr float kMaxSign = 44;  ///< height of the question mark
constexpr float kMinSign = 9;

/// Lines in the colours of the theme, quieter than those of maps/hatch.h, which must be visible on every picture.
void calm_hatch(const Ui& ui, Rect part, ImU32 colour) {
    const float step = ui.px(kStep);
    ImDrawList& draw = ui.draw();
    draw.PushClipRect({part.x, part.y}, {part.right(), part.bottom()}, true);
    const int first = static_cast<int>(std::floor((part.x + part.y) / step));
    const int last = static_cast<int>(std::floor((part.right() + part.bottom()) / step));
    for (int line = first; line <= last; ++line) {
        const float sum = static_cast<float>(line) * step;
        draw.AddLine({sum - part.y, part.y}, {sum - part.bottom(), part.bottom()}, colour, ui.px(2));
    }
    draw.PopClipRect();
}

/// The question mark and, if there is one, the prediction: below it, or beside it in a low place.
void show_sign(Ui& ui, Rect place, const Cover& cover, ImU32 ink) {
    float size = std::min({ui.px(kMaxSign), place.h * 0.5F, place.w * 0.6F});
    if (size < ui.px(kMinSign)) return;
    if (!cover.prediction || cover.revealed_at) return draw_icon(ui, Icon::help, place, ink, size);
    const std::string& text = cover.prediction->text;
    const float line = ui.text_height() + ui.px(8);
    if (place.h >= line + ui.px(28)) {
        size = std::min(size, place.h - line - ui.px(8));
        Rect column{place.x, place.centre_y() - (size + line) / 2, place.w, size + line};
        draw_icon(ui, Icon::help, column.cut_top(size), ink, size);
        ui.text(column.inset(ui.px(8), 0), tr("Predicted: {}", text), ink, Type::text, Align::centre);
        return;
    }
    Rect row = place.inset(ui.px(6), 0);
    draw_icon(ui, Icon::help, row.cut_left(size, ui.px(6)), ink, size);
    ui.text(row, text, ink, Type::text, Align::left);
}

bool show_cover(Ui& ui, const CoveredPlace& covered) {
    const Rect place = covered.thing.rect;
    const float opacity = covered.cover->opacity(ui.time());
    const bool opaque = !covered.cover->revealed_at;
    if (opaque) ui.forget_texts(place);
    const ImU32 ground = mixed(ui.colour(Role::surface), ui.colour(Role::raised), 0.7F);
    ui.fill(place, faded(ground, opacity), ui.px(4));
    calm_hatch(ui, place, faded(mixed(ground, ui.colour(Role::muted), 0.22F), opacity));
    bool pressed = false;
    if (opaque) {
        const Item item = ui.item("cover." + covered.thing.name, place,
                                  {.tooltip = tr("Covered: press to predict or to reveal"), .key = "Q"});
        if (item.hovered) ui.outline(place, ui.colour(Role::accent), ui.px(4), ui.px(2));
        ui.focus_ring(item, ui.px(4));
        pressed = item.pressed;
    }
    if (!covered.is_part) show_sign(ui, place, *covered.cover, faded(ui.colour(Role::text), opacity));
    return pressed;
}

}  // namespace

std::optional<CoveredPlace> show_covers(Ui& ui, std::span<const CoveredPlace> places) {
    std::optional<CoveredPlace> pressed;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    for (const CoveredPlace& covered : places) {
        const Rect& place = covered.thing.rect;
        // A child window takes the pointer from the controls below it and is drawn over scrolling parts.
        ImGui::SetCursorScreenPos({place.x, place.y});
        ImGui::BeginChild(("cover." + covered.thing.name).c_str(), {place.w, place.h}, false,
                          ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse |
                              ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav);
        if (show_cover(ui, covered)) pressed = covered;
        ImGui::EndChild();
    }
    ImGui::PopStyleVar();
    return pressed;
}

}  // namespace convscope
