#include "app/gui/lessons/present/hands_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/overlay.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kWidth = 320;
constexpr float kRow = 30;
constexpr float kButton = 30;

void show_bar(Ui& ui, const Tally& hands, std::size_t answer, Rect row) {
    const int count = hands.hands(answer);
    ui.text(row.cut_left(ui.px(20), ui.px(6)), std::string(1, answer_letter(answer)));
    ui.text(row.cut_right(ui.px(36)), std::to_string(count), Role::text, Type::text, Align::right);
    const Rect track = row.inset(0, row.h * 0.2F);
    ui.fill(track, ui.colour(Role::raised), ui.px(3));
    if (count == 0) return;
    const float part = static_cast<float>(count) / static_cast<float>(hands.largest());
    ui.fill({track.x, track.y, std::max(ui.px(3), track.w * part), track.h}, ui.colour(Role::accent), ui.px(3));
}

void show_row(Ui& ui, PresentState& state, std::size_t answer, Rect row) {
    const char letter = answer_letter(answer);
    const std::string name = fmt::format("hands.{}", static_cast<char>('a' + answer));
    if (button(ui, name + ".add", row.cut_right(ui.px(kButton), ui.px(4)), "+",
               {.tooltip = tr("One hand more"), .key = std::string(1, letter)}))
        state.hands.add(answer, 1);
    if (button(ui, name + ".remove", row.cut_right(ui.px(kButton), ui.px(8)), "\u2212",
               {.tooltip = tr("One hand less"), .key = fmt::format("Shift+{}", letter)}))
        state.hands.add(answer, -1);
    ui.mark(name, row);
    show_bar(ui, state.hands, answer, row);
}

}  // namespace

void show_hands(Ui& ui, PresentState& state, Rect place) {
    if (state.tool != PresentTool::hands) return;
    const std::size_t answers = state.hands.shown(state.answers);
    const float width = std::min(ui.px(kWidth), place.w - ui.px(16));
    const float height = ui.px(24 + 32 + 12 + 22) + static_cast<float>(answers) * ui.px(kRow + 4);
    const Rect box{place.x + ui.px(8), std::max(place.y, place.bottom() - height - ui.px(8)), width, height};
    const Overlay overlay("hands", box, true);
    ui.mark("hands", box);
    ui.fill(box, ui.colour(Role::surface), ui.px(8));
    ui.outline(box, ui.colour(Role::line), ui.px(8), ui.line_width());
    Rect rest = box.inset(ui.px(16), ui.px(12));
    Rect head = rest.cut_top(ui.px(32), ui.px(8));
    if (button(ui, "hands.close", head.cut_right(ui.px(32), ui.px(4)), "",
               {.icon = Icon::close, .tooltip = tr("End the tally; the counts are kept"), .key = "Esc", .quiet = true}))
        state.tool = PresentTool::none;
    if (button(ui, "hands.clear", head.cut_right(ui.px(64)), tr("Clear"), {.tooltip = tr("Set all counts to 0")}))
        state.hands = {};
    ui.text(head, tr("Hands: {}", state.hands.total()), Role::text, Type::text);
    for (std::size_t i = 0; i < answers; ++i) show_row(ui, state, i, rest.cut_top(ui.px(kRow), ui.px(4)));
    ui.text(rest, tr("A key adds a hand, Shift takes it away."), Role::muted, Type::caption);
}

void take_hands_keys(Ui& ui, PresentState& state) {
    std::erase_if(ui.keys(), [&state](const KeyPress& key) {
        const auto answer = static_cast<std::size_t>(key.letter - 'a');
        if (key.key != Key::letter || key.control || key.alt || key.letter < 'a' || answer >= kMaxAnswers) return false;
        state.hands.add(answer, key.shift ? -1 : 1);
        return true;
    });
}

float hand_bars_height(const Ui& ui, const Tally& hands, std::size_t answers) {
    return static_cast<float>(hands.shown(answers)) * ui.px(26);
}

void hand_bars(Ui& ui, const Tally& hands, std::size_t answers, Rect place) {
    const std::size_t count = hands.shown(answers);
    for (std::size_t i = 0; i < count; ++i) show_bar(ui, hands, i, place.cut_top(ui.px(22), ui.px(4)));
}

}  // namespace convscope
