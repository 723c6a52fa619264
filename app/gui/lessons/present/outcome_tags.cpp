#include "app/gui/lessons/present/outcome_tags.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "app/gui/lessons/present/hands_panel.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/overlay.h"

namespace convscope {

namespace {

constexpr float kMinWidth = 150, kMaxWidth = 300;

Rect moved_inside(Rect place, Rect window, float gap) {
    place.x = std::clamp(place.x, window.x + gap, std::max(window.x + gap, window.right() - place.w - gap));
    place.y = std::clamp(place.y, window.y + gap, std::max(window.y + gap, window.bottom() - place.h - gap));
    return place;
}

/// The area of named things below the tag, and of the revealed thing twice.
float hidden_area(const Rect& tag, const Rect& thing, const VisibleMap& visible) {
    const auto area = [&tag](const Rect& rect) {
        const Rect part = common_part(tag, rect);
        return part.w * part.h;
    };
    float sum = area(thing);
    for (const auto& [name, rect] : visible)
        if (can_cover(name) && !is_panel(name)) sum += area(rect);
    return sum;
}

/// Right of the thing, below, above or left of it: where the tag hides least.
Rect tag_place(const Ui& ui, Rect thing, ImVec2 size, const VisibleMap& visible, Rect window) {
    const float gap = ui.px(6);
    const float middle = thing.centre_y() - size.y / 2;
    const std::array places{
        Rect{thing.right() + gap, middle, size.x, size.y}, Rect{thing.x, thing.bottom() + gap, size.x, size.y},
        Rect{thing.x, thing.y - gap - size.y, size.x, size.y}, Rect{thing.x - gap - size.x, middle, size.x, size.y}};
    Rect best = moved_inside(places.front(), window, gap);
    for (const Rect& place : places) {
        const Rect inside = moved_inside(place, window, gap);
        if (hidden_area(inside, thing, visible) < hidden_area(best, thing, visible)) best = inside;
    }
    return best;
}

std::string tag_text(const Outcome& outcome) {
    return outcome.prediction ? "Predicted: " + outcome.prediction->text : "Hands";
}

ImVec2 tag_size(const Ui& ui, const PresentState& state, const Outcome& outcome) {
    if (outcome.hands.total() > 0)
        return {ui.px(kMaxWidth), ui.px(44 + 8) + hand_bars_height(ui, outcome.hands, state.answers)};
    const float wanted = ui.text_width(tag_text(outcome)) + ui.px(24 + 34);
    return {std::clamp(wanted, ui.px(kMinWidth), ui.px(kMaxWidth)), ui.px(44)};
}

/// True if the user closes the tag.
bool show_tag(Ui& ui, const PresentState& state, const Outcome& outcome, Rect box) {
    const std::string text = tag_text(outcome);
    const bool bars = outcome.hands.total() > 0;
    const std::string name = "outcome." + outcome.pattern;
    const Overlay overlay(name, box, true);
    ui.mark(name, box);
    ui.forget_texts(box);
    ui.fill(box, ui.colour(Role::surface), ui.px(8));
    ui.outline(box, ui.colour(Role::accent), ui.px(8), ui.px(2));
    Rect rest = box.inset(ui.px(12), ui.px(6));
    Rect head = rest.cut_top(ui.px(32), ui.px(4));
    const bool closed = button(ui, name + ".close", head.cut_right(ui.px(30), ui.px(4)), "",
                               {.icon = Icon::close, .tooltip = "Close", .key = "Esc", .quiet = true});
    ui.text(head, text);
    if (bars) hand_bars(ui, outcome.hands, state.answers, rest);
    return closed;
}

}  // namespace

void show_outcomes(Ui& ui, PresentState& state, const VisibleMap& visible, Rect window) {
    std::optional<std::string> closed;
    for (const Outcome& outcome : state.covers.outcomes()) {
        const std::optional<Rect> thing = place_of(outcome.pattern, visible);
        if (!thing) continue;
        const Rect box = tag_place(ui, *thing, tag_size(ui, state, outcome), visible, window);
        if (show_tag(ui, state, outcome, box)) closed = outcome.pattern;
    }
    if (closed) state.covers.close_outcome(*closed);
}

}  // namespace convscope
