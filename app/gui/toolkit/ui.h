// What every widget needs from a frame: theme, scale, text, hit testing, keyboard focus, gestures, and the names of
// controls with their places. Knows no document.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/gui/toolkit/rect.h"
#include "app/gui/toolkit/theme.h"
#include "app/platform/input.h"

namespace convscope {

enum class Align { left, centre, right };

/// How an item takes part: by default it can be focused with Tab and is hit by the left button.
struct ItemOptions {
    std::string_view tooltip = {};
    std::string_view key = {};  ///< shown in the tooltip
    bool focusable = true;
    bool enabled = true;
    bool wants_wheel = false;
};

/// What happened to an item in this frame.
struct Item {
    Rect rect;
    bool hovered = false;
    bool held = false;      ///< the left button went down on it and still is
    bool pressed = false;   ///< clicked, or Enter while focused
    bool focused = false;   ///< has the keyboard focus
    bool grabbed = false;   ///< the left button has just gone down on it
    bool released = false;  ///< it was held until the last frame
    float wheel = 0;        ///< notches while hovered, for items that want them
};

/// A text as it was drawn: shortened if it did not fit.
struct DrawnText {
    Rect rect;
    std::string text;
};

class Ui {
  public:
    // --- once per frame, by the shell ---
    void begin_frame(const Theme& theme, const Fonts& fonts, float scale, Input input, double time);
    void end_frame();

    // --- looks ---
    const Theme& theme() const { return *theme_; }
    ImU32 colour(Role role) const { return (*theme_)[role]; }
    float scale() const { return scale_; }
    /// A length of LOOK's 8-pixel grid in screen pixels, whole.
    float px(float length) const;
    float line_width() const { return scale_ >= 1.5F ? 2.0F : 1.0F; }
    ImFont* font(Type type) const { return fonts_[type]; }
    float text_width(std::string_view text, Type type = Type::text) const;
    float text_height(Type type = Type::text) const;
    ImDrawList& draw() const { return *ImGui::GetWindowDrawList(); }

    /// One line of text in `rect`, centred vertically; shortened with an ellipsis where it does not fit.
    void text(Rect rect, std::string_view text, Role role = Role::text, Type type = Type::text,
              Align align = Align::left);
    void text(Rect rect, std::string_view text, ImU32 colour, Type type, Align align);
    /// Text broken into lines at spaces; returns the height used.
    float paragraph(Rect rect, std::string_view text, Role role = Role::text, Type type = Type::text);
    void fill(Rect rect, ImU32 colour, float radius = 0) const;
    void outline(Rect rect, ImU32 colour, float radius, float width) const;

    // --- interaction ---
    /// Registers the named control: its place for the map of controls, the pointer, the keyboard and the tooltip.
    Item item(std::string_view name, Rect rect, const ItemOptions& options = {});
    /// Only records a place.
    void mark(std::string_view name, Rect rect);
    const std::map<std::string, Rect, std::less<>>& map() const { return map_; }
    /// Keeps the texts of every frame from the next on, for tests, which read what a user reads.
    void record_texts() { records_texts_ = true; }
    /// The texts drawn so far in this frame, in the order of drawing; empty unless recorded.
    const std::vector<DrawnText>& texts() const { return texts_; }

    /// Keeps its place in the order of Tab for a control that is drawn without item() in this frame.
    void keep_in_order(std::string_view name);
    void focus(std::string_view name);
    void clear_focus();
    bool has_focus() const { return !focus_.empty(); }
    std::string_view focused() const { return focus_; }
    /// Ring around the item that Tab has reached.
    void focus_ring(const Item& item, float radius) const;

    /// A dialog or list above the rest: until end_layer() only its items take keys and focus.
    /// Opens with open_popup(); false while closed. Escape and a click beside it close it. Ends with end_popup().
    void open_popup(std::string_view name);
    bool begin_popup(std::string_view name, Rect rect, bool modal);
    void end_popup();
    void close_popup();
    bool layer_open() const { return !active_layer_.empty(); }

    /// Keys nobody has used yet; erase from it what is used.
    std::vector<KeyPress>& keys() { return input_.keys; }
    /// True, and the key is used up, when it was pressed without Control and Alt.
    bool take_key(Key key);
    std::u32string& typed() { return input_.text; }

    /// A number that stays the same during one drag of `name`, one spin of the wheel or one run of key presses over it.
    std::uint64_t gesture(std::string_view name);
    void end_gesture() { gesture_name_.clear(); }

    // --- the one text field that is being edited ---
    bool editing(std::string_view name) const { return edited_ == name; }
    bool editing_any() const { return !edited_.empty(); }
    /// `typed`: characters already typed, which replace the text.
    void start_editing(std::string_view name, std::string_view text, std::u32string typed = {});
    enum class Edit { going_on, committed, cancelled };
    /// Shows the field; its text is in edit_text().
    Edit edit_field(Rect rect, Type type = Type::text, Align align = Align::left);
    std::string edit_text() const;

    double time() const { return time_; }
    /// Asks for a frame at this time even when nothing happens.
    void wake_at(double time);
    double next_wake() const { return next_wake_; }
    /// True when an item in the last frame used the wheel where the pointer is.
    bool wheel_taken() const { return wheel_taken_; }

  private:
    void move_focus();
    void begin_layer(std::string_view name);
    bool in_active_layer() const;
    void tooltip(const Item& item, const ItemOptions& options);

    const Theme* theme_ = nullptr;
    Fonts fonts_;
    float scale_ = 1;
    Input input_;
    double time_ = 0;
    double next_wake_ = 0;

    std::map<std::string, Rect, std::less<>> map_;
    bool records_texts_ = false;
    std::vector<DrawnText> texts_;
    std::vector<std::string> order_;  ///< focusable items of the active layer in this frame
    std::string focus_;
    bool focus_visible_ = false;
    std::string popup_to_open_;
    std::vector<std::string> layers_;  ///< being built, innermost last
    std::string active_layer_;         ///< topmost of the last frame
    std::string top_layer_;            ///< topmost so far in this frame

    std::string gesture_name_;
    std::uint64_t gesture_ = 0;
    double gesture_time_ = 0;

    std::string edited_;
    std::vector<char> edit_buffer_;
    std::u32string edit_typed_;  ///< arrived before the field could take it
    bool edit_starts_ = false;
    bool edit_active_ = false;
    bool edit_seen_ = false;
    std::string held_;
    std::string tooltip_item_;
    double tooltip_since_ = 0;
    bool tooltip_seen_ = false;
    bool wheel_taken_ = false;
    bool wheel_taken_now_ = false;
};

}  // namespace convscope
