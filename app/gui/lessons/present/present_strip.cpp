#include "app/gui/lessons/present/present_strip.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/overlay.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

struct ToolEntry {
    PresentTool tool;
    std::string_view name;
    Message label;
    Icon icon;
    Message tooltip;
    std::string_view key;
    Message line = {};  ///< while it is in use; empty: no line
};
constexpr std::array kTools{
    ToolEntry{PresentTool::cover, "present.cover", tr("Cover"), Icon::cover,
              tr("Cover a thing until it is predicted: then click it"), "Q",
              tr("Click what is to be covered. Wheel: larger, smaller. Esc ends.")},
    ToolEntry{PresentTool::pen, "present.pen", tr("Pen"), Icon::pencil, tr("Draw over the window"), "F3",
              tr("Drag to draw. Delete wipes. Esc ends.")},
    ToolEntry{PresentTool::spotlight, "present.spotlight", tr("Spotlight"), Icon::spotlight,
              tr("Darken everything but a circle at the pointer"), "F4", tr("Wheel: larger, smaller. Esc ends.")},
    ToolEntry{PresentTool::hands, "present.hands", tr("Hands"), Icon::hands, tr("Count the hands for A, B, C, D"),
              "F7"}};

constexpr float kHeight = 44;
constexpr float kTallies = 150;  ///< width of the countdown's lengths

float label_width(const Ui& ui, std::string_view label) {
    return ui.text_width(label) + ui.px(14 + 8 + 20);
}

/// The width of all buttons with their labels.
float full_width(const Ui& ui) {
    float width = ui.px(kTallies + 32 + 36 + 40);
    for (const ToolEntry& tool : kTools) width += label_width(ui, tool.label) + ui.px(6);
    return width + label_width(ui, tr("Reveal")) + label_width(ui, tr("Wipe")) + label_width(ui, tr("Countdown")) +
           ui.px(24);
}

bool strip_button(Ui& ui, Rect& rest, bool labelled, std::string_view name, std::string_view label,
                  ButtonOptions options) {
    const float width = labelled ? label_width(ui, label) : ui.px(36);
    return button(ui, name, rest.cut_left(width, ui.px(6)), labelled ? label : std::string_view(), options);
}

void show_lengths(Ui& ui, PresentState& state, Rect place) {
    const std::array<Segment, kCountdowns.size()> lengths{Segment{"30", tr("30 s")}, Segment{"60", tr("1 min")},
                                                          Segment{"120", "2"}, Segment{"300", "5"}};
    int chosen = -1;
    for (std::size_t i = 0; i < kCountdowns.size(); ++i)
        if (state.countdown && state.countdown_length == kCountdowns.at(i)) chosen = static_cast<int>(i);
    const auto pressed = segmented(ui, "present.countdown", place, lengths, chosen);
    if (pressed) state.start_countdown(kCountdowns.at(static_cast<std::size_t>(*pressed)), ui.time());
}

}  // namespace

float present_strip_height(const Ui& ui) {
    return ui.px(kHeight);
}

void present_strip(Ui& ui, PresentState& state, Rect place) {
    ui.fill(place, ui.colour(Role::surface));
    ui.fill({place.x, place.bottom() - ui.line_width(), place.w, ui.line_width()}, ui.colour(Role::line));
    Rect rest = place.inset(ui.px(16), ui.px(6));
    const bool labelled = full_width(ui) <= rest.w;
    const FocusGroup group(ui, "present.strip");
    if (button(ui, "present.close", rest.cut_right(ui.px(32), ui.px(8)), "",
               {.icon = Icon::close, .tooltip = tr("Hide the presenting tools"), .quiet = true}))
        state.shows_strip = false;
    for (const ToolEntry& tool : kTools) {
        if (strip_button(ui, rest, labelled, tool.name, tool.label,
                         {.icon = tool.icon, .tooltip = tool.tooltip, .key = tool.key, .on = state.tool == tool.tool}))
            state.toggle(tool.tool);
        if (tool.tool == PresentTool::cover && strip_button(ui, rest, labelled, "present.reveal", tr("Reveal"),
                                                            {.icon = Icon::reveal,
                                                             .tooltip = tr("Reveal everything that is covered"),
                                                             .key = "V",
                                                             .enabled = state.covers.count() > 0})) {
            state.covers.reveal_all(ui.time(), state.hands);
            state.hands = {};
        }
        if (tool.tool == PresentTool::pen && strip_button(ui, rest, labelled, "present.wipe", tr("Wipe"),
                                                          {.icon = Icon::bin,
                                                           .tooltip = tr("Remove what the pen has drawn"),
                                                           .key = "Shift+F3",
                                                           .enabled = !state.strokes.empty()}))
            state.strokes.clear();
    }
    rest.cut_left(ui.px(6));
    draw_icon(ui, Icon::clock, rest.cut_left(ui.px(20), ui.px(6)), ui.colour(Role::text), ui.px(14));
    show_lengths(ui, state, rest.cut_left(std::min(rest.w, ui.px(kTallies + 60))));
}

void show_tool_line(Ui& ui, PresentState& state, Rect place) {
    const auto* const tool = std::ranges::find(kTools, state.tool, &ToolEntry::tool);
    if (tool == kTools.end() || tool->line.empty()) return;
    const std::string text = tr("{}. {}", tool->label, tool->line);
    const float width = std::min(ui.text_width(text, Type::caption) + ui.px(24 + 34), place.w);
    const Rect box{place.centre_x() - width / 2, place.bottom() - ui.px(40), width, ui.px(34)};
    const Overlay overlay("present.line", box, true);
    ui.mark("present.line", box);
    ui.fill(box, ui.colour(Role::surface), ui.px(8));
    ui.outline(box, ui.colour(Role::line), ui.px(8), ui.line_width());
    Rect rest = box.inset(ui.px(12), ui.px(2));
    if (button(ui, "present.end", rest.cut_right(ui.px(30), ui.px(4)), "",
               {.icon = Icon::close, .tooltip = tr("End the tool"), .key = "Esc", .quiet = true}))
        state.tool = PresentTool::none;
    ui.text(rest, text, Role::text, Type::caption);
}

}  // namespace convscope
