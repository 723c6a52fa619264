#include "app/gui/lessons/present/outcome_tags.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>

#include "app/gui/lessons/present/hands_panel.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/overlay.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kTextWeight = 5;
constexpr float kMinWidth = 150, kMaxWidth = 300;

Rect moved_inside(Rect place, Rect window, float gap) {
    place.x = std::clamp(place.x, window.x + gap, std::max(window.x + gap, window.right() - place.w - gap));
    place.y = std::clamp(place.y, window.y + gap, std::max(window.y + gap, window.bottom() - place.h - gap));
    return place;
}

/// The area of named things below the tag, of the revealed thing twice, and of texts five times: a line that is half
/// covered cannot be read.
float hidden_area(const Rect& tag, const Rect& thing, const VisibleMap& visible, std::span<const DrawnText> texts) {
    const auto area = [&tag](const Rect& rect) {
        const Rect part = common_part(tag, rect);
        return part.w * part.h;
    };
    float sum = area(thing);
    for (const auto& [name, rect] : visible)
        if (can_cover(name) && !is_panel(name)) sum += area(rect);
    for (const DrawnText& text : texts) sum += kTextWeight * area(text.rect);
    return sum;
}

/// Around the thing, first to the right of it: where the tag hides least.
Rect tag_place(const Ui& ui, Rect thing, ImVec2 size, const VisibleMap& visible, Rect window) {
    const float gap = ui.px(6);
    const float middle = thing.centre_y() - size.y / 2, right = thing.right() - size.x;
    const float above = thing.y - gap - size.y, below = thing.bottom() + gap;
    const std::array<ImVec2, 8> corners{ImVec2{thing.right() + gap, middle},
                                        ImVec2{thing.x, below},
                                        ImVec2{thing.x, above},
                                        ImVec2{thing.x - gap - size.x, middle},
                                        ImVec2{right, below},
                                        ImVec2{right, above},
                                        ImVec2{thing.right() + gap, below},
                                        ImVec2{thing.right() + gap, above}};
    std::optional<Rect> best;
    float least = 0;
    for (const ImVec2& corner : corners) {
        const Rect inside = moved_inside({corner.x, corner.y, size.x, size.y}, window, gap);
        const float hidden = hidden_area(inside, thing, visible, ui.texts());
        if (best && hidden >= least) continue;
        best = inside;
        least = hidden;
    }
    return *best;
}

std::string tag_text(const Outcome& outcome) {
    if (!outcome.prediction) return tr("Hands");
    return tr("Predicted: {}", outcome.prediction->text);
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
                               {.icon = Icon::close, .tooltip = tr("Close"), .key = "Esc", .quiet = true});
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
