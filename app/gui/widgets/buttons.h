// Buttons, switches and one-of-several choices. They know no document: names and values in, what was chosen out.
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
    bool quiet = false;    ///< no background until the pointer is over it
    bool primary = false;  ///< the one a dialog is about
    bool enabled = true;
    Type type = Type::text;
};

/// True when pressed. `label` may be empty where there is an icon.
bool button(Ui& ui, std::string_view name, Rect rect, std::string_view label, const ButtonOptions& options = {});

/// Several labels in one bar, one of them chosen. Each is an item named `name`.`key`; returns the index pressed.
struct Segment {
    std::string_view key;
    std::string_view label;
    std::string_view tooltip = {};
    bool enabled = true;
};
std::optional<int> segmented(Ui& ui, std::string_view name, Rect rect, std::span<const Segment> segments, int chosen);

/// A list that opens below its button. Entries are items named `name`.`key`; a heading is drawn above an entry whose
/// group differs from the one before.
struct Choice {
    std::string key;
    std::string label;
    std::string group = {};
    std::string tooltip = {};
    std::string detail = {};  ///< at the right, muted
    bool enabled = true;
};
std::optional<int> dropdown(Ui& ui, std::string_view name, Rect rect, std::string_view shown,
                            std::span<const Choice> choices, int chosen, std::string_view tooltip = {});

}  // namespace convscope
