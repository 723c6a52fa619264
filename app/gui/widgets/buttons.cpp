#include "app/gui/widgets/buttons.h"

#include <algorithm>
#include <vector>

#include "app/gui/widgets/type_ahead.h"

namespace convscope {

namespace {

constexpr float kRadius = 6;

ImU32 button_colour(const Ui& ui, const Item& item, const ButtonOptions& options) {
    ImU32 colour = ui.colour(options.on || options.primary ? Role::accent : Role::raised);
    if (!options.enabled) return options.quiet ? 0 : faded(ui.colour(Role::raised), 0.6F);
    if (item.held) return mixed(colour, ui.colour(Role::text), 0.15F);
    if (item.hovered)
        return options.on || options.primary ? mixed(colour, ui.colour(Role::text), 0.08F) : ui.colour(Role::hover);
    return options.quiet && !options.on ? 0 : colour;
}

}  // namespace

bool button(Ui& ui, std::string_view name, Rect rect, std::string_view label, const ButtonOptions& options) {
    const Item item =
        ui.item(name, rect,
                {.tooltip = options.tooltip, .key = options.key, .enabled = options.enabled, .entry = options.primary});
    ui.fill(rect, button_colour(ui, item, options), ui.px(kRadius));
    const Role role = !options.enabled ? Role::muted : options.on || options.primary ? Role::on_accent : Role::text;
    const ImU32 colour = options.enabled ? ui.colour(role) : faded(ui.colour(role), 0.55F);
    Rect inside = rect;
    if (options.icon != Icon::none) {
        const float size = std::min(ui.px(14), rect.h * 0.5F);
        if (label.empty()) {
            draw_icon(ui, options.icon, rect, colour, size);
        } else {
            const float width = ui.text_width(label, options.type) + size + ui.px(8);
            inside = {rect.x + std::max(0.0F, (rect.w - width) / 2), rect.y, std::min(width, rect.w), rect.h};
            draw_icon(ui, options.icon, inside.cut_left(size, ui.px(8)), colour, size);
        }
    } else {
        inside = rect.inset(ui.px(4), 0);
    }
    if (!label.empty())
        ui.text(inside, label, colour, options.type, options.icon == Icon::none ? Align::centre : Align::left);
    ui.focus_ring(item, ui.px(kRadius));
    return item.pressed && options.enabled;
}

namespace {

constexpr float kSegmentPadding = 12;  ///< of a label, at both sides together

float natural_width(const Ui& ui, std::span<const Segment> segments) {
    float width = 0;
    for (const Segment& segment : segments)
        width += ui.text_width(segment.label, Type::caption) + ui.px(kSegmentPadding);
    return width;
}

/// Draws one bar and returns the index of the segment that was pressed.
std::optional<int> segment_bar(Ui& ui, std::string_view name, Rect rect, std::span<const Segment> segments,
                               int chosen) {
    ui.fill(rect, ui.colour(Role::raised), ui.px(kRadius));
    std::optional<int> pressed;
    // Each segment is as wide as its label, plus an equal share of the remaining width.
    const float spare = (rect.w - natural_width(ui, segments)) / static_cast<float>(segments.size());
    Rect rest = rect;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const Segment& segment = segments[i];
        const bool last = i + 1 == segments.size();
        const float width = ui.text_width(segment.label, Type::caption) + ui.px(kSegmentPadding) + spare;
        const Rect piece = last ? rest : rest.cut_left(width);
        const bool on = static_cast<int>(i) == chosen;
        const Item item = ui.item(std::string(name) + "." + std::string(segment.key), piece,
                                  {.tooltip = segment.tooltip, .enabled = segment.enabled, .entry = on});
        if (on)
            ui.fill(piece, ui.colour(Role::accent), ui.px(kRadius));
        else if (item.hovered && segment.enabled)
            ui.fill(piece, ui.colour(Role::hover), ui.px(kRadius));
        const ImU32 colour = ui.colour(on ? Role::on_accent : Role::text);
        ui.text(piece, segment.label, segment.enabled ? colour : faded(ui.colour(Role::muted), 0.55F), Type::caption,
                Align::centre);
        ui.focus_ring(item, ui.px(kRadius));
        if (item.pressed && segment.enabled) pressed = static_cast<int>(i);
    }
    return pressed;
}

/// The number of segments in each row: as few rows as the labels allow, of nearly equal length.
std::size_t segments_per_row(const Ui& ui, float width, std::span<const Segment> segments) {
    for (std::size_t rows = 1; rows < segments.size(); ++rows) {
        const std::size_t each = (segments.size() + rows - 1) / rows;
        bool fits = true;
        for (std::size_t i = 0; i < segments.size(); i += each)
            fits = fits && natural_width(ui, segments.subspan(i, std::min(each, segments.size() - i))) <= width;
        if (fits) return each;
    }
    return 1;
}

}  // namespace

std::optional<int> segmented(Ui& ui, std::string_view name, Rect rect, std::span<const Segment> segments, int chosen) {
    ui.mark(name, rect);
    const FocusGroup group(ui, name);
    return segment_bar(ui, name, rect, segments, chosen);
}

std::optional<int> segmented_rows(Ui& ui, std::string_view name, Rect& area, float height,
                                  std::span<const Segment> segments, int chosen) {
    const FocusGroup group(ui, name);
    const std::size_t each = segments_per_row(ui, area.w, segments);
    const float top = area.y;
    std::optional<int> pressed;
    for (std::size_t i = 0; i < segments.size(); i += each) {
        if (i > 0) area.cut_top(ui.px(2));
        const auto part = segments.subspan(i, std::min(each, segments.size() - i));
        const auto first = static_cast<int>(i);
        if (const auto p = segment_bar(ui, name, area.cut_top(height), part, chosen - first)) pressed = first + *p;
    }
    ui.mark(name, {area.x, top, area.w, area.y - top});
    return pressed;
}

namespace {

/// The list's rectangle: below the button, or above it if there is more space. A list that is taller than the space is
/// shortened and scrolls.
Rect list_rect(const Ui& ui, Rect anchor, std::span<const Choice> choices) {
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    float width = anchor.w;
    float wanted_height = ui.px(8);
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const float detail =
            choices[i].detail.empty() ? 0 : ui.text_width(choices[i].detail, Type::caption) + ui.px(16);
        width = std::max(width, ui.text_width(choices[i].label) + detail + ui.px(40));
        wanted_height += ui.px(30);
        if (!choices[i].group.empty() && (i == 0 || choices[i - 1].group != choices[i].group))
            wanted_height += ui.px(26);
    }
    width = std::min(width, screen.x - ui.px(16));
    const float margin = ui.px(8);
    const float below = screen.y - anchor.bottom() - margin;
    const float above = anchor.y - margin;
    const bool down = below >= std::min(wanted_height, ui.px(320)) || below >= above;
    const float height = std::min(wanted_height, down ? below : above);
    const float x = std::clamp(anchor.x, margin, std::max(margin, screen.x - width - margin));
    return {x, down ? anchor.bottom() + ui.px(2) : anchor.y - height - ui.px(2), width, height};
}

void show_choice(Ui& ui, const Choice& choice, Rect row, const Item& item, bool chosen) {
    if (item.hovered || item.focused) ui.fill(row, ui.colour(Role::hover), ui.px(4));
    Rect inside = row.inset(ui.px(8), 0);
    if (!choice.detail.empty())
        ui.text(inside.cut_right(ui.text_width(choice.detail, Type::caption), ui.px(16)), choice.detail, Role::muted,
                Type::caption, Align::right);
    ui.text(inside, choice.label, chosen ? Role::accent : choice.enabled ? Role::text : Role::muted);
}

/// Takes Up and Down: -1 or 1; 0 if neither was pressed.
int taken_step(Ui& ui) {
    int step = 0;
    if (ui.take_key(Key::down)) step = 1;
    if (ui.take_key(Key::up)) step = -1;
    return step;
}

/// The next choice after the one with the focus that begins with the typed letter; nullopt if there is none.
std::optional<std::size_t> typed_choice(Ui& ui, std::string_view name, std::span<const Choice> choices) {
    std::vector<std::string_view> labels;
    labels.reserve(choices.size());
    int focused = -1;
    for (const Choice& choice : choices) {
        if (ui.focused() == std::string(name) + "." + choice.key) focused = static_cast<int>(labels.size());
        // For "Colours: viridis" the letter is v.
        const std::size_t colon = choice.label.find(": ");
        labels.push_back(std::string_view(choice.label).substr(colon == std::string::npos ? 0 : colon + 2));
    }
    return typed_entry(ui, labels, focused);
}

std::optional<int> list(Ui& ui, std::string_view name, std::span<const Choice> choices, int chosen) {
    std::optional<int> pressed;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::BeginChild("list");
    ImGui::PopStyleVar();
    const ImVec2 origin = ImGui::GetCursorScreenPos();
    Rect rest{origin.x, origin.y + ui.px(4), ImGui::GetContentRegionAvail().x, kUnboundedHeight};
    int step = taken_step(ui);
    const auto typed = typed_choice(ui, name, choices);
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const Choice& choice = choices[i];
        const auto index = static_cast<int>(i);
        if (!choice.group.empty() && (i == 0 || choices[i - 1].group != choice.group))
            ui.text(rest.cut_top(ui.px(26)).inset(ui.px(12), 0), choice.group, Role::muted, Type::caption);
        const Rect row = rest.cut_top(ui.px(30)).inset(ui.px(4), 0);
        const std::string item_name = std::string(name) + "." + choice.key;
        const Item item = ui.item(item_name, row, {.tooltip = choice.tooltip, .enabled = choice.enabled});
        if (!ui.has_focus() && (index == chosen || (chosen < 0 && step != 0))) {
            ui.focus(item_name);
            step = 0;
        }
        if (item.focused && step != 0) {
            const int next = std::clamp(index + step, 0, static_cast<int>(choices.size()) - 1);
            ui.focus(std::string(name) + "." + choices[static_cast<std::size_t>(next)].key);
            ImGui::SetScrollY(std::max(0.0F, row.y - origin.y - ui.px(80)));
            step = 0;
        }
        if (typed == i) {
            ui.focus(item_name);
            ImGui::SetScrollY(std::max(0.0F, row.y - origin.y - ui.px(80)));
        }
        show_choice(ui, choice, row, item, index == chosen);
        if (item.pressed && choice.enabled) pressed = index;
    }
    ImGui::SetCursorScreenPos({origin.x, rest.y + ui.px(4)});
    ImGui::Dummy({1, 0});
    ImGui::EndChild();
    return pressed;
}

}  // namespace

std::optional<int> dropdown(Ui& ui, std::string_view name, Rect rect, std::string_view shown,
                            std::span<const Choice> choices, int chosen, std::string_view tooltip) {
    const Item item = ui.item(name, rect, {.tooltip = tooltip});
    ui.fill(rect, ui.colour(item.hovered ? Role::hover : Role::raised), ui.px(kRadius));
    Rect inside = rect.inset(ui.px(10), 0);
    draw_icon(ui, Icon::chevron_down, inside.cut_right(ui.px(12), ui.px(6)), ui.colour(Role::muted), ui.px(10));
    const bool is_long = ui.text_width(shown) > inside.w;
    ui.text(inside, shown, Role::text, is_long ? Type::caption : Type::text);
    ui.focus_ring(item, ui.px(kRadius));

    const std::string popup = std::string(name) + ".list";
    if (item.pressed) ui.open_popup(popup, rect);
    // A list that is closed asks for no glyphs: languages and files have names in all scripts.
    if (!ui.is_popup_open(popup)) return std::nullopt;
    std::optional<int> pressed;
    if (ui.begin_popup(popup, list_rect(ui, rect, choices), false)) {
        pressed = list(ui, name, choices, chosen);
        if (pressed) ui.close_popup();
        ui.end_popup();
    }
    return pressed;
}

}  // namespace convscope
