#include "app/gui/widgets/number_field.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/gui/widgets/number_grid.h"
#include "core/base/load_error.h"
#include "core/filter/kernel.h"

namespace convscope {

namespace {

constexpr float kPixelsPerStep = 8;

float stepped(float value, float step, double count) {
    // Rounded, so that 0.1 + 0.1 + 0.1 shows as 0.3.
    const double moved = static_cast<double>(value) + count * static_cast<double>(step);
    return static_cast<float>(std::round(moved * 1e4) / 1e4);
}

float fine(float step, bool shift, bool control) {
    return shift ? step * 10 : control ? step / 10 : step;
}

std::optional<NumberEdit> nudge(Ui& ui, std::string_view name, const Item& item, float value, float step) {
    const ImGuiIO& io = ImGui::GetIO();
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
    // Dear ImGui's storage keeps the value at the drag's start, because a field has no object of its own.
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

bool starts_number(char32_t c) {
    return (c >= U'0' && c <= U'9') || c == U'-' || c == U'.' || c == U',';
}

std::optional<NumberEdit> type_in(Ui& ui, std::string_view name, Rect rect, float value, Type type) {
    ui.keep_in_order(name);
    ui.mark(name, rect);
    const Ui::Edit edit = ui.edit_field(rect, type, Align::centre);
    if (edit != Ui::Edit::committed) return std::nullopt;
    const std::optional<float> number = parse_number(ui.edit_text());
    if (!number || *number == value) return std::nullopt;
    ui.end_gesture();
    return NumberEdit{*number, 0};
}

void draw_field(Ui& ui, const Item& item, float value, const NumberFieldOptions& options) {
    const float radius = ui.px(6);
    const ImU32 background = options.fill.value_or(ui.colour(item.hovered ? Role::hover : Role::raised));
    ui.fill(item.rect, background, radius);
    if (item.hovered || item.focused)
        ui.outline(item.rect, ui.colour(item.focused ? Role::accent : Role::muted), radius,
                   ui.px(item.focused ? 2 : 1));
    const ImU32 ink = options.fill ? readable_on(background) : ui.colour(Role::text);
    const float room = item.rect.w - ui.px(4);
    std::string text = short_number(value);
    const Type type = ui.text_width(text, options.type) > room ? Type::caption : options.type;
    if (ui.text_width(text, type) > room) text = fitted_number(ui, value, room, type);
    ui.text(item.rect.inset(ui.px(1), 0), text, ink, type, Align::centre);
    ui.focus_ring(item, radius);
}

}  // namespace

std::string short_number(double value) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value > 0 ? "\u221e" : "\u2212\u221e";
    std::string text = fmt::format("{:.4g}", value);
    if (std::fabs(value) >= 1000 && std::fabs(value) < 1e7) text = fmt::format("{:.0f}", value);
    if (text == "-0") return "0";
    if (text.front() == '-') text.replace(0, 1, "\u2212");
    return text;
}

std::optional<float> parse_number(std::string_view text) {
    std::string plain(text);
    std::ranges::replace(plain, ',', '.');
    try {
        const Kernel kernel = parse_kernel(plain);
        if (kernel.size == 1) return kernel.at(0, 0);
    } catch (const LoadError&) {
        return std::nullopt;
    }
    return std::nullopt;
}

std::optional<NumberEdit> number_field(Ui& ui, std::string_view name, Rect rect, float value,
                                       const NumberFieldOptions& options) {
    if (ui.editing(name)) return type_in(ui, name, rect, value, options.type);
    const Item item = ui.item(name, rect, {.tooltip = options.tooltip, .wants_wheel = true});
    if (item.hovered || item.held) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    draw_field(ui, item, value, options);
    if (auto edit = nudge(ui, name, item, value, options.step)) return edit;
    if (auto edit = drag(ui, name, item, value, options.step)) return edit;
    if (item.released) ui.end_gesture();
    const bool dragged = item.released && ImGui::GetIO().MouseDragMaxDistanceSqr[0] > ui.px(3) * ui.px(3);
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
