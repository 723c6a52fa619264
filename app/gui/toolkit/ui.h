// The user interface of one frame: painting, named controls under pointer and keyboard, focus, popups, tooltips,
// gestures and the text field. Must not include documents, so that widgets can be used for any of them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/gui/toolkit/painter.h"
#include "app/gui/toolkit/rect.h"
#include "app/platform/input.h"

namespace convscope {

/// How an item reacts. By default Tab can focus it, and the left button presses it.
struct ItemOptions {
    std::string_view tooltip = {};
    std::string_view key = {};  ///< shown in the tooltip
    bool focusable = true;
    bool enabled = true;
    bool wants_wheel = false;
};

/// The state of an item in this frame.
struct Item {
    Rect rect;
    bool hovered = false;
    bool held = false;      ///< the left button was pressed on it and is still down
    bool pressed = false;   ///< clicked, or Enter while focused
    bool focused = false;   ///< has the keyboard focus
    bool grabbed = false;   ///< the left button was pressed on it in this frame
    bool released = false;  ///< held in the last frame, not in this one
    float wheel = 0;        ///< notches while hovered, for items that want them
};

class Ui : public Painter {
  public:
    // --- once per frame ---
    void begin_frame(const Theme& theme, const Fonts& fonts, float scale, Input input, double time);
    void end_frame();

    // --- interaction ---
    /// Adds a control: records its place under its name, and returns what pointer and keyboard do to it. Shows its
    /// tooltip.
    Item item(std::string_view name, Rect rect, const ItemOptions& options = {});
    /// Records the place of something that cannot be pressed under a name.
    void mark(std::string_view name, Rect rect);
    /// The places recorded so far in this frame, by name.
    const std::map<std::string, Rect, std::less<>>& map() const { return map_; }

    /// Adds a control that is not drawn with item() in this frame to the order in which Tab moves the focus.
    void keep_in_order(std::string_view name);
    void focus(std::string_view name);
    void clear_focus();
    bool has_focus() const { return !focus_.empty(); }
    std::string_view focused() const { return focus_; }
    /// Draws a ring around an item that has got the focus with Tab.
    void focus_ring(const Item& item, float radius) const;

    /// Opens a dialog or list over the rest of the window from the next frame on. Escape and, unless it is modal, a
    /// click outside close it.
    void open_popup(std::string_view name);
    /// True while the popup is open: draw it then, and call end_popup(). Only its items take keys and focus.
    bool begin_popup(std::string_view name, Rect rect, bool modal);
    void end_popup();
    /// Closes the popup that is being drawn.
    void close_popup();
    bool layer_open() const { return !active_layer_.empty(); }

    /// The keys that nothing has used yet in this frame. Whoever uses a key erases it.
    std::vector<KeyPress>& keys() { return input_.keys; }
    /// True if the key was pressed without Control and Alt; removes it from keys().
    bool take_key(Key key);
    std::u32string& typed() { return input_.text; }

    /// A number that stays the same during one drag of `name`, or during wheel turns and key presses with short pauses:
    /// edits with the same number are undone in one step.
    std::uint64_t gesture(std::string_view name);
    void end_gesture() { gesture_name_.clear(); }

    // --- the text field that is being edited; there is at most one ---
    bool editing(std::string_view name) const { return edited_ == name; }
    bool editing_any() const { return !edited_.empty(); }
    /// `typed`: characters typed before the field could take them, which replace the text.
    void start_editing(std::string_view name, std::string_view text, std::u32string typed = {});
    enum class Edit { going_on, committed, cancelled };
    /// Shows the field and returns its state. Call it once per frame while editing.
    Edit edit_field(Rect rect, Type type = Type::text, Align align = Align::left);
    std::string edit_text() const;

    double time() const { return time_; }
    /// Asks for a frame at this time (seconds, as time()) even without input.
    void wake_at(double time);
    double next_wake() const { return next_wake_; }
    /// True if an item under the pointer used the wheel in the last frame.
    bool wheel_taken() const { return wheel_taken_; }

  private:
    void move_focus();
    void begin_layer(std::string_view name);
    bool in_active_layer() const;
    void tooltip(const Item& item, const ItemOptions& options);

    Input input_;
    double time_ = 0;
    double next_wake_ = 0;

    std::map<std::string, Rect, std::less<>> map_;
    std::vector<std::string> order_;  ///< focusable items of the active layer in this frame
    std::string focus_;
    bool focus_visible_ = false;
    std::string popup_to_open_;
    std::vector<std::string> layers_;  ///< popups being drawn, innermost last
    std::string active_layer_;         ///< the topmost popup of the last frame
    std::string top_layer_;            ///< the topmost popup so far in this frame

    std::string gesture_name_;
    std::uint64_t gesture_ = 0;
    double gesture_time_ = 0;

    std::string edited_;
    std::vector<char> edit_buffer_;
    std::u32string edit_typed_;  ///< typed before the field was active
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
