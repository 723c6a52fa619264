// The user interface of one frame: painting, named controls under pointer and keyboard, focus, popups, tooltips,
// gestures and the text field. Must not include documents, so that widgets work for all kinds of documents.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/gui/toolkit/focus_order.h"
#include "app/gui/toolkit/painter.h"
#include "app/gui/toolkit/rect.h"
#include "app/platform/input.h"

namespace convscope {

/// Options of an item. By default Tab can focus it, and the left button presses it.
struct ItemOptions {
    std::string_view tooltip = {};
    std::string_view key = {};  ///< shown in the tooltip
    bool focusable = true;
    bool enabled = true;
    bool wants_wheel = false;
    bool entry = false;         ///< Tab enters the group at this item, for instance the chosen one of several
    bool uses_up_down = false;  ///< the control uses Up and Down itself, also inside a group
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
    float wheel = 0;        ///< wheel notches while hovered, for items with wants_wheel
    bool menu = false;      ///< the right button was pressed on it in this frame
};

inline constexpr std::size_t kMaxEditedLines = 1U << 16U;

/// Parts of the window that must not be read: controls in them take no keys and no focus, and no right button.
/// Controls in popups are never hidden. What is drawn over the parts is the caller's task.
struct HiddenParts {
    std::function<bool(std::string_view)> hides_name = {};  ///< empty: no name is hidden
    std::vector<Rect> places = {};                          ///< on screen, in the last frame
};

/// All that may be used, for instance while a lesson asks for one thing. Other controls show and measure as before, but
/// take no press, no wheel and no focus; their tooltip, and a message after a press, is `reason`. Controls in popups
/// are never limited: only a control that may be used opens one.
struct ControlLimits {
    std::function<bool(std::string_view)> allows = {};  ///< empty: everything may be used
    std::string reason = {};
};

class Ui : public Painter {
  public:
    // --- once per frame ---
    void begin_frame(const Theme& theme, const Fonts& fonts, float scale, Input input, double time);
    void end_frame();

    // --- interaction ---
    /// Adds a control: records its place under its name, shows its tooltip, and returns its state under pointer and
    /// keyboard.
    Item item(std::string_view name, Rect rect, const ItemOptions& options = {});
    /// Records the place of something that cannot be pressed under a name.
    void mark(std::string_view name, Rect rect);
    /// The places recorded so far in this frame, by name.
    const std::map<std::string, Rect, std::less<>>& map() const { return map_; }
    /// The visible parts of the places recorded so far outside popups, by name: what is scrolled out of view is cut
    /// off.
    const std::map<std::string, Rect, std::less<>>& visible_map() const { return visible_map_; }
    /// Hides parts of what is drawn from now on, until the next call: hide({}) shows everything again.
    void hide(HiddenParts hidden) { hidden_ = std::move(hidden); }
    /// Limits what is drawn from now on, until the next call: limit({}) lifts the limits.
    void limit(ControlLimits limits) { limits_ = std::move(limits); }
    /// With `reserved`, controls and scrolling parts do not get the wheel from the next frame on.
    void reserve_wheel(bool reserved) { wheel_reserved_ = reserved; }

    /// True if the right button was pressed in this part of the window that is being drawn.
    bool right_pressed(Rect rect) const;

    /// The text of the tooltip of this frame; empty if none is shown.
    const std::string& tooltip_text() const { return tooltip_text_; }

    /// Adds a control that is not drawn by item() in this frame to the order of Tab.
    void keep_in_order(std::string_view name, Rect rect);
    void focus(std::string_view name);
    /// Scrolls to a named thing when it is drawn next.
    void scroll_to(std::string_view name) { scroll_target_ = name; }
    void clear_focus();
    bool has_focus() const { return !focus_.empty(); }
    std::string_view focused() const { return focus_; }
    /// True if the control with the focus uses Up, Down and Escape: a number field or slider, or a control with a focus
    /// ring. False after a click on any other control, although Tab continues from there.
    bool focus_uses_keys() const { return has_focus() && (focus_visible_ || order_.uses_up_down(focus_)); }
    /// Draws a ring around an item that the keyboard has given the focus.
    void focus_ring(const Item& item, float radius) const;

    /// Opens a dialog or list over the rest of the window from the next frame on. Escape and, unless it is modal, a
    /// click outside close it. `anchor` is the place of the control that opens it; without an anchor it opens at the
    /// pointer.
    void open_popup(std::string_view name, std::optional<Rect> anchor = std::nullopt);
    /// True if begin_popup() will return true for this popup: before that, its content need not be measured.
    bool is_popup_open(std::string_view name) const;
    /// The anchor of the popup that was opened last; an empty rectangle at the pointer if it was opened there.
    Rect popup_anchor() const { return popup_anchor_; }
    /// Returns true while the popup is open; then draw its content and call end_popup(). Only its items take keys and
    /// focus.
    bool begin_popup(std::string_view name, Rect rect, bool modal);
    void end_popup();
    /// Closes the popup that is being drawn.
    void close_popup();
    bool layer_open() const { return !active_layer_.empty(); }

    /// The keys of this frame that have not been used yet. Code that uses a key erases it.
    std::vector<KeyPress>& keys() { return input_.keys; }
    /// True if the key was pressed without Control and Alt; removes it from keys().
    bool take_key(Key key);
    std::u32string& typed() { return input_.text; }

    /// A number that stays the same during one drag of `name`, or during wheel turns and key presses with short pauses:
    /// edits with the same number are one undo step.
    std::uint64_t gesture(std::string_view name);
    void end_gesture() { gesture_name_.clear(); }

    // --- the text field that is being edited; there is at most one ---
    bool editing(std::string_view name) const { return edited_ == name; }
    bool editing_any() const { return !edited_.empty(); }
    /// `typed`: characters that were typed before the field was ready; they replace the text.
    void start_editing(std::string_view name, std::string_view text, std::u32string typed = {});
    enum class Edit { going_on, committed, cancelled };
    /// Shows the field and returns its state. Call it once per frame while editing.
    Edit edit_field(Rect rect, Type type = Type::text);
    /// start_editing() for a text of several lines, of at most kMaxEditedLines bytes; then call edit_lines().
    void start_editing_lines(std::string_view name, std::string_view text);
    /// edit_field() for several lines: Enter begins a line, Control+Enter or a click elsewhere ends editing.
    Edit edit_lines(Rect rect, Type type = Type::text);
    std::string edit_text() const;

    /// Tells the user why an input was not used or was changed. The shell shows the message.
    void report(std::string problem) { reports_.push_back(std::move(problem)); }
    std::vector<std::string> take_reports() { return std::exchange(reports_, {}); }

    double time() const { return time_; }
    /// Asks for a frame at this time (seconds, as time()) even without input.
    void wake_at(double time);
    double next_wake() const { return next_wake_; }
    /// True if an item under the pointer used the wheel in the last frame.
    bool wheel_taken() const { return wheel_taken_ || wheel_reserved_; }

  private:
    friend class FocusGroup;
    friend class FocusRegion;

    void move_in_group();
    void move_focus();
    void move_to_region(bool backwards);
    void reveal(Rect rect);
    void show_region_ring(std::string_view region, Rect rect) const;
    void begin_layer(std::string_view name);
    bool in_active_layer() const;
    bool is_hidden(std::string_view name, Rect rect) const;
    bool hides_point(float x, float y) const;
    bool is_limited(std::string_view name) const;
    void tooltip(const Item& item, const ItemOptions& options);
    /// Puts the edited text into a buffer of this size.
    void begin_edit(std::string_view name, std::string_view text, std::size_t bytes);
    /// Keeps characters that were typed before the field was active, and hands them to it.
    void collect_typed();
    Edit end_edit(bool starting, bool enter);
    void show_tooltip(Rect control, const std::string& text);

    Input input_;
    double time_ = 0;
    double next_wake_ = 0;

    std::map<std::string, Rect, std::less<>> map_;
    std::map<std::string, Rect, std::less<>> visible_map_;
    HiddenParts hidden_;
    ControlLimits limits_;
    bool wheel_reserved_ = false;
    std::string scroll_target_;
    FocusOrder order_;  ///< focusable items of the active layer
    std::string focus_;
    bool focus_visible_ = false;
    bool reveals_focus_ = false;  ///< the item with the focus is scrolled into view when it is drawn
    std::string ringed_region_;   ///< the region that F6 has moved to, until the focus moves again
    std::string popup_to_open_;
    Rect popup_anchor_;
    std::vector<std::string> layers_;         ///< popups being drawn, innermost last
    std::vector<FocusOrder::Place> outside_;  ///< for each popup in layers_ the group and region outside it
    std::string active_layer_;                ///< the topmost popup of the last frame
    std::string top_layer_;                   ///< the topmost popup so far in this frame

    std::string gesture_name_;
    std::uint64_t gesture_ = 0;
    double gesture_time_ = 0;

    std::string edited_;
    std::vector<char> edit_buffer_;
    std::u32string edit_typed_;  ///< characters typed before the field was active
    bool edit_starts_ = false;
    bool edit_active_ = false;
    bool edit_seen_ = false;
    bool edit_ended_with_tab_ = false;
    std::string held_;
    std::string tooltip_item_;
    double tooltip_since_ = 0;
    std::string tooltip_text_;
    bool tooltip_seen_ = false;
    std::optional<ImVec2> tooltip_pointer_;  ///< the pointer when the tooltip appeared
    bool tooltip_dismissed_ = false;         ///< true until the pointer moves to another control
    bool wheel_taken_ = false;
    bool wheel_taken_now_ = false;
    std::vector<std::string> reports_;
};

/// The items added during its lifetime are one stop of Tab, inside which the arrow keys move the focus. The only item
/// of a group is an ordinary stop.
class FocusGroup {
  public:
    FocusGroup(Ui& ui, std::string_view name) : ui_(ui), name_(name) { ui_.order_.begin_group(name); }
    ~FocusGroup() { ui_.order_.end_group(name_); }
    FocusGroup(const FocusGroup&) = delete;
    FocusGroup& operator=(const FocusGroup&) = delete;

  private:
    Ui& ui_;
    std::string name_;
};

/// The items added during its lifetime belong to a part of the window that F6 moves to. F6 visits the parts in the
/// order of their ranks: 0 is the top bar, 1 to 4 are parts of the workspace, 5 is the notices. The part's place is
/// recorded as "panel." and its name.
class FocusRegion {
  public:
    FocusRegion(Ui& ui, std::string_view name, Rect rect, int rank) : ui_(ui), name_(name), rect_(rect) {
        ui_.order_.begin_region(name, rank);
    }
    ~FocusRegion() {
        ui_.order_.end_region(name_);
        ui_.mark("panel." + name_, rect_);
        ui_.show_region_ring(name_, rect_);
    }
    FocusRegion(const FocusRegion&) = delete;
    FocusRegion& operator=(const FocusRegion&) = delete;

  private:
    Ui& ui_;
    std::string name_;
    Rect rect_;
};

}  // namespace convscope
