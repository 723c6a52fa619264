// The text field that is being edited.
#include <algorithm>
#include <cstring>
#include <utility>

#include "app/gui/toolkit/ui.h"

namespace convscope {

namespace {
constexpr std::size_t kEditBytes = 4096;

/// Inserts the characters into Dear ImGui's input before those that were typed in this frame.
void put_before_typed(const std::u32string& characters) {
    if (characters.empty()) return;
    ImVector<ImWchar>& queue = ImGui::GetIO().InputQueueCharacters;
    const ImVector<ImWchar> typed_now = queue;
    queue.resize(0);
    for (const char32_t c : characters) queue.push_back(static_cast<ImWchar>(c));
    for (const ImWchar c : typed_now) queue.push_back(c);
}

}  // namespace

void Ui::begin_edit(std::string_view name, std::string_view text, std::size_t bytes) {
    edited_ = name;
    edit_active_ = false;
    edit_buffer_.assign(bytes, 0);
    std::memcpy(edit_buffer_.data(), text.data(), std::min(text.size(), bytes - 1));
    edit_starts_ = true;
    edit_seen_ = true;
    input_.text.clear();
}

void Ui::start_editing(std::string_view name, std::string_view text, std::u32string typed) {
    edit_typed_ = std::move(typed);
    begin_edit(name, text, kEditBytes);
}

void Ui::start_editing_lines(std::string_view name, std::string_view text) {
    edit_typed_.clear();
    begin_edit(name, text, kMaxEditedLines + 1);
}

std::string Ui::edit_text() const {
    return edit_buffer_.data();
}

void Ui::collect_typed() {
    // Dear ImGui activates the field a frame or two later. Characters typed before that are kept in edit_typed_.
    if (edit_active_) {
        put_before_typed(std::exchange(edit_typed_, {}));
    } else {
        edit_typed_ += std::exchange(input_.text, {});
        wake_at(time_);
    }
}

Ui::Edit Ui::edit_field(Rect rect, Type type) {
    edit_seen_ = true;
    // Start the text at the left edge, because in a frame as narrow as the text the next letter would scroll the first
    // one out of view.
    const float padding = std::min(px(8), rect.w * 0.1F);
    ImGui::PushFont(font(type));
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {padding, (rect.h - text_height(type)) / 2});
    ImGui::PushStyleVar(ImGuiStyleVar_FrameRounding, px(6));
    ImGui::PushStyleColor(ImGuiCol_FrameBg, colour(Role::surface));
    ImGui::SetCursorScreenPos({rect.x, rect.y});
    ImGui::SetNextItemWidth(rect.w);
    const bool starting = std::exchange(edit_starts_, false);
    if (starting) ImGui::SetKeyboardFocusHere();
    collect_typed();
    ImGui::PushID(edited_.c_str());
    const bool enter = ImGui::InputText("##edit", edit_buffer_.data(), edit_buffer_.size(),
                                        ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
    ImGui::PopID();
    const Edit edit = end_edit(starting, enter);
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(2);
    ImGui::PopFont();
    outline(rect, colour(Role::accent), px(6), px(2));
    return edit;
}

Ui::Edit Ui::edit_lines(Rect rect, Type type) {
    edit_seen_ = true;
    ImGui::PushFont(font(type));
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {px(8), px(6)});
    ImGui::PushStyleVar(ImGuiStyleVar_FrameRounding, px(6));
    ImGui::PushStyleColor(ImGuiCol_FrameBg, colour(Role::surface));
    ImGui::SetCursorScreenPos({rect.x, rect.y});
    const bool starting = std::exchange(edit_starts_, false);
    if (starting) ImGui::SetKeyboardFocusHere();
    collect_typed();
    ImGui::PushID(edited_.c_str());
    ImGui::InputTextMultiline("##lines", edit_buffer_.data(), edit_buffer_.size(), {rect.w, rect.h});
    ImGui::PopID();
    const bool enter =
        std::erase_if(input_.keys, [](const KeyPress& k) { return k.key == Key::enter && k.control; }) > 0;
    std::erase_if(input_.keys, [](const KeyPress& k) { return k.key == Key::enter; });
    const Edit edit = end_edit(starting, enter);
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(2);
    ImGui::PopFont();
    outline(rect, colour(Role::accent), px(6), px(2));
    return edit;
}

Ui::Edit Ui::end_edit(bool starting, bool enter) {
    note_characters(edit_buffer_.data());
    edit_active_ = ImGui::IsItemActive();
    const bool left = !starting && ImGui::IsItemDeactivated();
    const bool escape = take_key(Key::escape);
    const bool tab = std::ranges::any_of(input_.keys, [](const KeyPress& k) { return k.key == Key::tab; });
    if (!enter && !left && !escape && !tab) return Edit::going_on;
    // The letters of this frame belong to the text, and must not become commands.
    std::erase_if(input_.keys, [](const KeyPress& k) { return k.key == Key::enter || k.key == Key::letter; });
    edited_.clear();
    edit_ended_with_tab_ = tab;
    return escape ? Edit::cancelled : Edit::committed;
}

}  // namespace convscope
