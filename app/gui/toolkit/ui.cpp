#include "app/gui/toolkit/ui.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "core/base/utf8.h"

namespace convscope {

namespace {
constexpr double kGestureSeconds = 0.8;  ///< nudges with shorter pauses are undone in one step
constexpr double kTooltipSeconds = 0.45;
constexpr std::size_t kEditBytes = 4096;
}  // namespace

void Ui::begin_frame(const Theme& theme, const Fonts& fonts, float scale, Input input, double time) {
    set_looks(theme, fonts, scale);
    input_ = std::move(input);
    time_ = time;
    next_wake_ = 0;
    active_layer_ = std::exchange(top_layer_, {});
    layers_.clear();
    map_.clear();
    order_.clear();
    wheel_taken_ = std::exchange(wheel_taken_now_, false);
    edit_seen_ = false;
    tooltip_seen_ = false;
    if (ImGui::GetIO().MouseDelta.x != 0 || ImGui::GetIO().MouseDelta.y != 0) {
        if (focus_visible_ && ImGui::IsMouseDown(0)) focus_visible_ = false;
    }
}

void Ui::end_frame() {
    if (!edited_.empty() && !edit_seen_) edited_.clear();
    if (!tooltip_seen_) tooltip_item_.clear();
    move_focus();
}

void Ui::move_focus() {
    const auto tab =
        std::ranges::find_if(input_.keys, [](const KeyPress& k) { return k.key == Key::tab && !k.control; });
    if (tab == input_.keys.end() || order_.empty()) return;
    const bool backwards = tab->shift;
    input_.keys.erase(tab);
    const auto here = std::ranges::find(order_, focus_);
    const std::size_t count = order_.size();
    std::size_t next = backwards ? count - 1 : 0;
    if (here != order_.end()) {
        const auto index = static_cast<std::size_t>(here - order_.begin());
        next = (index + (backwards ? count - 1 : 1)) % count;
    }
    focus_ = order_[next];
    focus_visible_ = true;
}

void Ui::mark(std::string_view name, Rect rect) {
    map_.insert_or_assign(std::string(name), rect);
}

Item Ui::item(std::string_view name, Rect rect, const ItemOptions& options) {
    mark(name, rect);
    Item item;
    item.rect = rect;
    if (rect.w < 1 || rect.h < 1) return item;
    ImGui::SetCursorScreenPos({rect.x, rect.y});
    ImGui::PushID(name.data(), name.data() + name.size());
    const bool clicked = ImGui::InvisibleButton("", {rect.w, rect.h});
    ImGui::PopID();
    item.hovered = ImGui::IsItemHovered();
    if (!options.enabled) {
        tooltip(item, options);
        return item;
    }
    item.held = ImGui::IsItemActive();
    item.grabbed = ImGui::IsItemActivated();
    item.released = ImGui::IsItemDeactivated();
    item.pressed = clicked;
    if (options.wants_wheel && item.hovered) {
        item.wheel = ImGui::GetIO().MouseWheel;
        wheel_taken_now_ = true;
    }
    const bool reachable = in_active_layer();
    if (options.focusable && reachable) order_.emplace_back(name);
    if (item.grabbed) {
        if (options.focusable)
            focus_ = name;
        else
            focus_.clear();
        focus_visible_ = false;
    }
    item.focused = reachable && options.focusable && focus_ == name;
    if (item.focused && !editing_any() && take_key(Key::enter)) item.pressed = true;
    tooltip(item, options);
    return item;
}

void Ui::tooltip(const Item& item, const ItemOptions& options) {
    if (options.tooltip.empty() || !item.hovered || item.held) return;
    const std::string place = std::to_string(item.rect.x) + "," + std::to_string(item.rect.y);
    if (tooltip_item_ != place) {
        tooltip_item_ = place;
        tooltip_since_ = time_;
    }
    tooltip_seen_ = true;
    if (time_ - tooltip_since_ < kTooltipSeconds) {
        wake_at(tooltip_since_ + kTooltipSeconds);
        return;
    }
    std::string text(options.tooltip);
    if (!options.key.empty()) text += "   " + std::string(options.key);
    ImGui::PushFont(font(Type::caption));
    ImGui::SetTooltip("%s", text.c_str());
    ImGui::PopFont();
}

void Ui::keep_in_order(std::string_view name) {
    if (in_active_layer()) order_.emplace_back(name);
}

void Ui::focus(std::string_view name) {
    focus_ = name;
}

void Ui::clear_focus() {
    focus_.clear();
    focus_visible_ = false;
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
    top_layer_ = name;
    if (active_layer_ != top_layer_) return;
    if (!editing_any() && take_key(Key::escape)) close_popup();
}

void Ui::open_popup(std::string_view name) {
    // Dear ImGui opens a popup only in the window that draws it: begin_popup() opens it there.
    popup_to_open_ = name;
    wake_at(time_);
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

void Ui::start_editing(std::string_view name, std::string_view text, std::u32string typed) {
    edited_ = name;
    edit_typed_ = std::move(typed);
    edit_active_ = false;
    edit_buffer_.assign(kEditBytes, 0);
    std::memcpy(edit_buffer_.data(), text.data(), std::min(text.size(), kEditBytes - 1));
    edit_starts_ = true;
    edit_seen_ = true;
    input_.text.clear();
}

std::string Ui::edit_text() const {
    return edit_buffer_.data();
}

Ui::Edit Ui::edit_field(Rect rect, Type type, Align align) {
    edit_seen_ = true;
    const float width = text_width(edit_text(), type);
    const float slack = std::max(0.0F, rect.w - px(16) - width);
    const float shift = align == Align::right ? slack : align == Align::centre ? slack / 2 : 0;
    ImGui::PushFont(font(type));
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {px(8) + shift, (rect.h - text_height(type)) / 2});
    ImGui::PushStyleVar(ImGuiStyleVar_FrameRounding, px(6));
    ImGui::PushStyleColor(ImGuiCol_FrameBg, colour(Role::surface));
    ImGui::SetCursorScreenPos({rect.x, rect.y});
    ImGui::SetNextItemWidth(rect.w);
    const bool starting = std::exchange(edit_starts_, false);
    if (starting) ImGui::SetKeyboardFocusHere();
    // Dear ImGui activates the field a frame or two later. Characters typed before that are kept in edit_typed_.
    if (edit_active_) {
        for (const char32_t c : std::exchange(edit_typed_, {})) ImGui::GetIO().AddInputCharacter(c);
    } else {
        edit_typed_ += std::exchange(input_.text, {});
        wake_at(time_);
    }
    ImGui::PushID(edited_.c_str());
    const bool enter = ImGui::InputText("##edit", edit_buffer_.data(), edit_buffer_.size(),
                                        ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
    ImGui::PopID();
    edit_active_ = ImGui::IsItemActive();
    const bool left = !starting && ImGui::IsItemDeactivated();
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(2);
    ImGui::PopFont();
    outline(rect, colour(Role::accent), px(6), px(2));
    const bool escape = take_key(Key::escape);
    const bool tab = std::ranges::any_of(input_.keys, [](const KeyPress& k) { return k.key == Key::tab; });
    if (!enter && !left && !escape && !tab) return Edit::going_on;
    take_key(Key::enter);
    edited_.clear();
    return escape ? Edit::cancelled : Edit::committed;
}

void Ui::wake_at(double time) {
    if (next_wake_ == 0 || time < next_wake_) next_wake_ = time;
}

}  // namespace convscope
