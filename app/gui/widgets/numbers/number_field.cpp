#include "app/gui/widgets/numbers/number_field.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "app/gui/widgets/numbers/number_grid.h"
#include "core/base/text/translation.h"
#include "core/base/utf8.h"
#include "core/filter/kernel.h"

namespace convscope {

namespace {

constexpr float kPixelsPerStep = 8;

float stepped(float value, float step, double count) {
    // Round, so that 0.1 + 0.1 + 0.1 is shown as 0.3.
    const double moved = static_cast<double>(value) + count * static_cast<double>(step);
    return static_cast<float>(std::round(moved * 1e4) / 1e4);
}

float fine(float step, bool shift, bool control) {
    return shift ? step * 10 : control ? step / 10 : step;
}

std::optional<NumberEdit> nudge(Ui& ui, std::string_view name, const Item& item, float value,
                                const NumberFieldOptions& options) {
    const ImGuiIO& io = ImGui::GetIO();
    const float step = options.step;
    if (item.wheel != 0)
        return NumberEdit{stepped(value, fine(step, io.KeyShift, io.KeyCtrl || io.KeyAlt), item.wheel > 0 ? 1 : -1),
                          ui.gesture(name)};
    if (!item.focused) return std::nullopt;
    double count = 0;
    std::erase_if(ui.keys(), [&](const KeyPress& key) {
        if (key.key != Key::up && key.key != Key::down) return false;
        count += (key.key == Key::up ? 1 : -1) * (key.shift ? 10 : key.control || key.alt ? 0.1 : 1);
        return true;
    });
    if (count == 0) return std::nullopt;
    return NumberEdit{stepped(value, step, count), ui.gesture(name)};
}

std::optional<NumberEdit> drag(Ui& ui, std::string_view name, const Item& item, float value, float step) {
    // Dear ImGui's storage keeps the value at the drag's start, because there is no object for a field.
    ImGuiStorage& storage = *ImGui::GetStateStorage();
    const ImGuiID id = ImGui::GetID(name.data(), name.data() + name.size());
    if (item.grabbed) storage.SetFloat(id, value);
    if (!item.held || !ImGui::IsMouseDragging(0, ui.px(3))) return std::nullopt;
    const ImVec2 moved = ImGui::GetMouseDragDelta(0, ui.px(3));
    const ImGuiIO& io = ImGui::GetIO();
    const double count = std::trunc((moved.x - moved.y) / ui.px(kPixelsPerStep));
    const float changed = stepped(storage.GetFloat(id, value), fine(step, io.KeyShift, io.KeyCtrl || io.KeyAlt), count);
    if (changed == value) return std::nullopt;
    return NumberEdit{changed, ui.gesture(name)};
}

constexpr std::size_t kMaxQuoted = 24;  ///< bytes of a typed text that a message repeats

/// The typed number, limited to `limit`; nullopt if the text is not a number. Tells the user if it is not a number or
/// was limited.
std::optional<float> typed_number(Ui& ui, const std::string& text, float limit) {
    std::string shown(utf8_prefix(text, kMaxQuoted));
    if (shown.size() < text.size()) shown += "\u2026";
    const std::optional<double> number = parse_number(text);
    if (!number) {
        ui.report(tr("\u201c{}\u201d is not a number; type one such as \u22121.5, 1/9 or 2*3.", shown));
        return std::nullopt;
    }
    if (std::fabs(*number) <= static_cast<double>(limit)) return static_cast<float>(*number);
    if (limit == std::numeric_limits<float>::max()) {
        ui.report(tr("\u201c{}\u201d is too large; a smaller number was taken.", shown));
        return std::copysign(limit, static_cast<float>(*number));
    }
    const std::string largest =
        limit < 1e9F ? fmt::format("{}", fmt::group_digits(static_cast<std::uint64_t>(limit))) : short_number(limit);
    ui.report(
        tr("\u201c{}\u201d is beyond the limit; the value is {}{}.", shown, *number < 0 ? "\u2212" : "", largest));
    return std::copysign(limit, static_cast<float>(*number));
}

std::optional<NumberEdit> type_in(Ui& ui, std::string_view name, Rect rect, float value,
                                  const NumberFieldOptions& options) {
    ui.keep_in_order(name, rect);
    ui.mark(name, rect);
    const Ui::Edit edit = ui.edit_field(rect, options.type);
    const bool by_tab = std::ranges::any_of(ui.keys(), [](const KeyPress& key) { return key.key == Key::tab; });
    if (edit != Ui::Edit::going_on && options.lets_go && !by_tab) ui.clear_focus();
    const std::string text = ui.edit_text();
    if (edit != Ui::Edit::committed || text.find_first_not_of(' ') == std::string::npos) return std::nullopt;
    if (text == number_text(value)) return std::nullopt;
    const std::optional<float> number = typed_number(ui, text, options.limit);
    if (!number || *number == value) return std::nullopt;
    ui.end_gesture();
    return NumberEdit{*number, 0};
}

/// Draws the number of a grid's field, smaller if an edit has made it wider than the others.
void draw_styled(Ui& ui, const Item& item, const std::string& text, ImU32 ink, Type type) {
    const bool fits = ui.text_width(text, type) <= item.rect.w;
    ui.text(item.rect.inset(ui.px(1), 0), text, ink, fits ? type : Type::caption, Align::centre);
    ui.focus_ring(item, ui.px(6));
}

void draw_field(Ui& ui, const Item& item, float value, const NumberFieldOptions& options) {
    const float radius = ui.px(6);
    const ImU32 background = options.fill.value_or(ui.colour(item.hovered ? Role::hover : Role::raised));
    ui.fill(item.rect, background, radius);
    if (item.hovered || item.focused)
        ui.outline(item.rect, ui.colour(item.focused ? Role::accent : Role::muted), radius,
                   ui.px(item.focused ? 2 : 1));
    const ImU32 ink = options.fill ? readable_on(background) : ui.colour(Role::text);
    if (options.style)
        return draw_styled(ui, item, options.style->format.text(double{value}), ink, options.style->type);
    const float room = item.rect.w - ui.px(4);
    const bool is_named = value == 0 && !options.zero.empty();
    std::string text = is_named ? std::string(options.zero) : short_number(value);
    const Type type = ui.text_width(text, options.type) > room ? Type::caption : options.type;
    if (!is_named && ui.text_width(text, type) > room) text = fitted_number(ui, value, room, type);
    ui.text(item.rect.inset(ui.px(1), 0), text, ink, type, Align::centre);
    ui.focus_ring(item, radius);
}

}  // namespace

bool starts_number(char32_t c) {
    return (c >= U'0' && c <= U'9') || c == U'-' || c == U'.' || c == U',';
}

namespace {

/// A decimal number without spaces around it.
std::optional<double> parse_factor(std::string_view text) {
    const std::size_t start = text.find_first_not_of(' ');
    if (start == std::string_view::npos) return std::nullopt;
    text = text.substr(start, text.find_last_not_of(' ') - start + 1);
    if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
    double value = 0;
    const char* const end = text.data() + text.size();
    const auto [last, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || last != end) return std::nullopt;
    return value;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
}

}  // namespace

std::optional<double> parse_number(std::string_view text) {
    std::string plain(text);
    replace_all(plain, ",", ".");
    replace_all(plain, "\u2212", "-");
    replace_all(plain, "\u00d7", "*");
    double value = 1;
    bool divides = false;
    for (std::string_view rest = plain;;) {
        const std::size_t at = rest.find_first_of("*/");
        const std::optional<double> factor = parse_factor(rest.substr(0, at));
        if (!factor) return std::nullopt;
        value = divides ? value / *factor : value * *factor;
        if (at == std::string_view::npos) break;
        divides = rest[at] == '/';
        rest.remove_prefix(at + 1);
    }
    return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::optional<NumberEdit> number_field(Ui& ui, std::string_view name, Rect rect, float value,
                                       const NumberFieldOptions& options) {
    if (ui.editing(name)) return type_in(ui, name, rect, value, options);
    const Item item =
        ui.item(name, rect, {.tooltip = options.tooltip, .wants_wheel = ui.focused() == name, .uses_up_down = true});
    if (item.hovered || item.held) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    draw_field(ui, item, value, options);
    if (auto edit = nudge(ui, name, item, value, options)) return edit;
    if (auto edit = drag(ui, name, item, value, options.step)) return edit;
    if (item.released) ui.end_gesture();
    const bool dragged = item.released && ImGui::GetIO().MouseDragMaxDistanceSqr[0] > ui.px(3) * ui.px(3);
    if (dragged && options.lets_go) ui.clear_focus();
    const bool begins_typing =
        item.focused && !ui.editing_any() && !ui.typed().empty() && starts_number(ui.typed().front());
    if (begins_typing) {
        ui.start_editing(name, "", std::exchange(ui.typed(), {}));
    } else if (item.pressed && !dragged) {
        ui.start_editing(name, number_text(value));
    }
    return std::nullopt;
}

}  // namespace convscope
