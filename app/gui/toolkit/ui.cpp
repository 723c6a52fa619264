#include "app/gui/toolkit/ui.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace convscope {

namespace {
constexpr double kGestureSeconds = 0.8;  ///< wheel turns and key presses with shorter pauses are one undo step
constexpr double kTooltipSeconds = 0.45;
constexpr float kTooltipReach = 10;  ///< a tooltip disappears when the pointer has moved this far
}  // namespace

void Ui::begin_frame(const Theme& theme, const Fonts& fonts, float scale, Input input, double time) {
    set_looks(theme, fonts, scale);
    input_ = std::move(input);
    time_ = time;
    next_wake_ = 0;
    active_layer_ = std::exchange(top_layer_, {});
    layers_.clear();
    outside_.clear();
    map_.clear();
    visible_map_.clear();
    move_in_group();
    order_.begin_frame(focus_);
    wheel_taken_ = std::exchange(wheel_taken_now_, false);
    edit_seen_ = false;
    edit_ended_with_tab_ = false;
    tooltip_seen_ = false;
    tooltip_text_.clear();
    // A user who presses a key or a button has read the tooltip.
    if (!input_.keys.empty() || ImGui::IsMouseClicked(0)) tooltip_dismissed_ = true;
    if (ImGui::GetIO().MouseDelta.x != 0 || ImGui::GetIO().MouseDelta.y != 0) {
        if (focus_visible_ && ImGui::IsMouseDown(0)) focus_visible_ = false;
    }
    if (ImGui::IsMouseDown(0)) ringed_region_.clear();
}

void Ui::end_frame() {
    if (!edited_.empty() && !edit_seen_) edited_.clear();
    if (!tooltip_seen_) tooltip_item_.clear();
    order_.end_frame();
    move_focus();
}

/// Moves the focus with an arrow key, in a popup or if a ring shows that the keyboard has set the focus.
void Ui::move_in_group() {
    const bool in_popup = !active_layer_.empty();
    if (editing_any() || (!in_popup && !focus_visible_)) return;
    std::erase_if(input_.keys, [&](const KeyPress& key) {
        const bool arrow = key.key == Key::left || key.key == Key::right || key.key == Key::up || key.key == Key::down;
        if (!arrow || key.control || key.shift || key.alt) return false;
        const std::string next =
            in_popup && focus_.empty() ? order_.first_in_group() : order_.neighbour(focus_, key.key);
        if (next.empty()) return false;
        focus_ = next;
        focus_visible_ = true;
        reveals_focus_ = true;
        return true;
    });
}

void Ui::move_focus() {
    const auto f6 = std::ranges::find_if(input_.keys, [](const KeyPress& k) { return k.key == Key::f6 && !k.control; });
    if (f6 != input_.keys.end() && active_layer_.empty()) {
        const bool backwards = f6->shift;
        input_.keys.erase(f6);
        move_to_region(backwards);
        return;
    }
    const auto tab =
        std::ranges::find_if(input_.keys, [](const KeyPress& k) { return k.key == Key::tab && !k.control; });
    if (tab == input_.keys.end()) return;
    // After typing into a field, Tab moves to the next field of its group, as in a spreadsheet.
    std::string next;
    if (std::exchange(edit_ended_with_tab_, false))
        next = order_.neighbour(focus_, tab->shift ? Key::left : Key::right);
    if (next.empty()) next = order_.after(focus_, tab->shift);
    if (next.empty()) return;
    input_.keys.erase(tab);
    focus_ = next;
    focus_visible_ = true;
    reveals_focus_ = true;
    ringed_region_.clear();
}

void Ui::move_to_region(bool backwards) {
    const auto [region, stop] = order_.next_region(focus_, backwards);
    if (stop.empty()) return;
    focus_ = stop;
    focus_visible_ = true;
    reveals_focus_ = true;
    ringed_region_ = region;
    wake_at(time_);
}

void Ui::show_region_ring(std::string_view region, Rect rect) const {
    if (region != ringed_region_ || !focus_visible_) return;
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const float edge = px(1);
    const ImVec2 from{std::max(edge, rect.x - px(6)), std::max(edge, rect.y - px(2))};
    const ImVec2 to{std::min(screen.x - edge, rect.right() + px(6)), std::min(screen.y - edge, rect.bottom() + px(2))};
    ImGui::GetForegroundDrawList()->AddRect(from, to, colour(Role::accent), px(4), 0, px(2));
}

Item Ui::item(std::string_view name, Rect rect, const ItemOptions& options) {
    mark(name, rect);
    Item item;
    item.rect = rect;
    if (rect.w < 1 || rect.h < 1) return item;
    if (is_hidden(name, rect)) {
        if (editing(name)) edited_.clear();
        return item;
    }
    ImGui::SetCursorScreenPos({rect.x, rect.y});
    ImGui::PushID(name.data(), name.data() + name.size());
    const bool clicked = ImGui::InvisibleButton("", {rect.w, rect.h});
    ImGui::PopID();
    item.hovered = ImGui::IsItemHovered();
    item.menu = item.hovered && ImGui::IsMouseClicked(1);
    if (is_limited(name)) {
        if (clicked) report(limits_.reason);
        item.menu = false;
        tooltip(item, {.tooltip = limits_.reason});
        return item;
    }
    if (!options.enabled) {
        tooltip(item, options);
        return item;
    }
    item.held = ImGui::IsItemActive();
    item.grabbed = ImGui::IsItemActivated();
    item.released = ImGui::IsItemDeactivated();
    item.pressed = clicked;
    if (options.wants_wheel && item.hovered) {
        item.wheel = wheel_reserved_ ? 0 : ImGui::GetIO().MouseWheel;
        wheel_taken_now_ = true;
    }
    const bool reachable = in_active_layer();
    if (options.focusable && reachable) order_.add(name, rect, options.entry, options.uses_up_down);
    if (item.grabbed) {
        if (options.focusable)
            focus_ = name;
        else
            focus_.clear();
        focus_visible_ = false;
    }
    item.focused = reachable && options.focusable && focus_ == name;
    if (item.focused && std::exchange(reveals_focus_, false)) reveal(rect);
    if (item.focused && !editing_any() && take_key(Key::enter)) item.pressed = true;
    tooltip(item, options);
    return item;
}

/// Scrolls the part of the window that is being drawn so that `rect`, the place of the last item, is visible.
void Ui::reveal(Rect rect) {
    const float top = ImGui::GetWindowPos().y;
    if (rect.y < top || rect.bottom() > top + ImGui::GetWindowHeight()) ImGui::SetScrollHereY(0.5F);
    wake_at(time_);
}

void Ui::tooltip(const Item& item, const ItemOptions& options) {
    if (options.tooltip.empty() || !item.hovered || item.held) return;
    const std::string place = std::to_string(item.rect.x) + "," + std::to_string(item.rect.y);
    if (tooltip_item_ != place) {
        tooltip_item_ = place;
        tooltip_since_ = time_;
        tooltip_pointer_.reset();
        tooltip_dismissed_ = false;
    }
    tooltip_seen_ = true;
    const ImVec2 pointer = ImGui::GetIO().MousePos;
    if (tooltip_pointer_)
        tooltip_dismissed_ = tooltip_dismissed_ || std::hypot(pointer.x - tooltip_pointer_->x,
                                                              pointer.y - tooltip_pointer_->y) > px(kTooltipReach);
    if (tooltip_dismissed_) return;
    if (time_ - tooltip_since_ < kTooltipSeconds) {
        wake_at(tooltip_since_ + kTooltipSeconds);
        return;
    }
    if (!tooltip_pointer_) tooltip_pointer_ = pointer;
    std::string text(options.tooltip);
    if (!options.key.empty()) text += "   " + std::string(options.key);
    show_tooltip(item.rect, text);
}

void Ui::show_tooltip(Rect control, const std::string& text) {
    note_characters(text);
    tooltip_text_ = text;
    ImGui::PushFont(font(Type::caption));
    const float wrap = px(420);
    const ImVec2 padding = ImGui::GetStyle().WindowPadding;
    const ImVec2 size = ImGui::CalcTextSize(text.c_str(), nullptr, false, wrap);
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const float height = size.y + 2 * padding.y;
    // Show the tooltip below the control, so that it covers neither the control nor its neighbours to the left and
    // right.
    const float below = control.bottom() + px(6);
    const float y = below + height <= screen.y ? below : std::max(0.0F, control.y - px(6) - height);
    const float width = size.x + 2 * padding.x;
    const float x = std::max(0.0F, std::min(control.x, screen.x - width - px(4)));
    mark("tooltip", {x, y, width, height});
    ImGui::SetNextWindowPos({x, y});
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(wrap);
    ImGui::TextUnformatted(text.c_str());
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
    ImGui::PopFont();
}

bool Ui::right_pressed(Rect rect) const {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    return in_active_layer() && ImGui::IsMouseClicked(1) && rect.contains(mouse.x, mouse.y) && !limits_.allows &&
           !hides_point(mouse.x, mouse.y) && ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows);
}

void Ui::keep_in_order(std::string_view name, Rect rect) {
    if (in_active_layer() && !is_hidden(name, rect) && !is_limited(name)) order_.add(name, rect);
}

void Ui::focus(std::string_view name) {
    focus_ = name;
}

void Ui::clear_focus() {
    focus_.clear();
    focus_visible_ = false;
    ringed_region_.clear();
}

void Ui::focus_ring(const Item& item, float radius) const {
    if (!item.focused || !focus_visible_) return;
    const float width = px(2);
    const Rect ring = item.rect.inset(-width, -width);
    outline(ring, colour(Role::accent), radius + width, width);
}

bool Ui::in_active_layer() const {
    return layers_.empty() ? active_layer_.empty() : layers_.back() == active_layer_;
}

void Ui::begin_layer(std::string_view name) {
    layers_.emplace_back(name);
    outside_.push_back(order_.enter_popup());
    top_layer_ = name;
    if (active_layer_ != top_layer_) return;
    if (!editing_any() && take_key(Key::escape)) close_popup();
}

void Ui::open_popup(std::string_view name, std::optional<Rect> anchor) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    popup_anchor_ = anchor.value_or(Rect{mouse.x, mouse.y, 0, 0});
    // Dear ImGui opens a popup only in the window that draws it: begin_popup() opens it there.
    popup_to_open_ = name;
    wake_at(time_);
}

bool Ui::is_popup_open(std::string_view name) const {
    return popup_to_open_ == name || ImGui::IsPopupOpen(std::string(name).c_str());
}

bool Ui::begin_popup(std::string_view name, Rect rect, bool modal) {
    const std::string id(name);
    if (popup_to_open_ == name) {
        popup_to_open_.clear();
        clear_focus();
        ImGui::OpenPopup(id.c_str());
    }
    if (!ImGui::IsPopupOpen(id.c_str())) return false;
    ImGui::SetNextWindowPos({rect.x, rect.y});
    ImGui::SetNextWindowSize({rect.w, rect.h});
    constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoMove |
                                        ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoSavedSettings |
                                        ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    const bool open =
        modal ? ImGui::BeginPopupModal(id.c_str(), nullptr, kFlags) : ImGui::BeginPopup(id.c_str(), kFlags);
    ImGui::PopStyleVar();
    if (!open) return false;
    begin_layer(name);
    mark(name, rect);
    return true;
}

void Ui::end_popup() {
    layers_.pop_back();
    order_.leave_popup(std::move(outside_.back()));
    outside_.pop_back();
    ImGui::EndPopup();
}

void Ui::close_popup() {
    ImGui::CloseCurrentPopup();
    clear_focus();
}

bool Ui::take_key(Key key) {
    const auto found =
        std::ranges::find_if(input_.keys, [&](const KeyPress& k) { return k.key == key && !k.control && !k.alt; });
    if (found == input_.keys.end()) return false;
    input_.keys.erase(found);
    return true;
}

std::uint64_t Ui::gesture(std::string_view name) {
    const bool dragging = ImGui::IsMouseDown(0) && gesture_name_ == name;
    if (gesture_name_ != name || (!dragging && time_ - gesture_time_ > kGestureSeconds)) ++gesture_;
    gesture_name_ = name;
    gesture_time_ = time_;
    return gesture_;
}

void Ui::wake_at(double time) {
    if (next_wake_ == 0 || time < next_wake_) next_wake_ = time;
}

}  // namespace convscope
