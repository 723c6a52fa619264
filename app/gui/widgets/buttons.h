// Buttons, switches, segmented bars and drop-down lists. They get names and values, and return the user's choice.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "app/gui/toolkit/ui.h"
#include "app/gui/widgets/icons.h"

namespace convscope {

struct ButtonOptions {
    Icon icon = Icon::none;
    std::string_view tooltip = {};
    std::string_view key = {};
    bool on = false;       ///< a switch that is on
    bool quiet = false;    ///< it has no background unless the pointer is over it
    bool primary = false;  ///< the main button of a dialog or group, where Tab enters it
    bool enabled = true;
    Type type = Type::text;
};

/// Returns true when pressed. `label` may be empty if there is an icon.
bool button(Ui& ui, std::string_view name, Rect rect, std::string_view label, const ButtonOptions& options = {});

/// Several labels in one bar, one of them chosen. Each is an item named `name`.`key`. Returns the index of the segment
/// that the user pressed in this frame; nullopt if there is none.
struct Segment {
    std::string_view key;
    std::string_view label;
    std::string_view tooltip = {};
    bool enabled = true;
};
std::optional<int> segmented(Ui& ui, std::string_view name, Rect rect, std::span<const Segment> segments, int chosen);
/// segmented() in as many rows, each `height` high, as the labels need. Cuts the rows off the top of `area`.
std::optional<int> segmented_rows(Ui& ui, std::string_view name, Rect& area, float height,
                                  std::span<const Segment> segments, int chosen);

/// A list that opens below its button. Entries are items named `name`.`key`. A group's name is drawn as a heading above
/// its first entry.
struct Choice {
    std::string key;
    std::string label;
    std::string group = {};
    std::string tooltip = {};
    std::string detail = {};  ///< written at the right, muted
    bool enabled = true;
};
/// `shown` is the text on the button. Returns the index of the entry that the user chose in this frame; nullopt if
/// there is none.
std::optional<int> dropdown(Ui& ui, std::string_view name, Rect rect, std::string_view shown,
                            std::span<const Choice> choices, int chosen, std::string_view tooltip = {});

}  // namespace convscope
