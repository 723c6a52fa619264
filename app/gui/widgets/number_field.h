// A number that can be dragged, typed, and changed with the wheel and the arrow keys.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "app/gui/toolkit/ui.h"

namespace convscope {

struct NumberEdit {
    float value = 0;
    std::uint64_t gesture =
        0;  ///< equal for edits that are undone in one step (see Ui::gesture()); 0: a step of its own
};

struct NumberFieldOptions {
    float step = 1;  ///< per notch, arrow key or 8 pixels of dragging; with Shift 10 times, with Control or Alt a tenth
    std::string_view tooltip = {};
    std::optional<ImU32> fill = {};  ///< the background; the text is black or white on it
    Type type = Type::text;
};

/// The user's edit in this frame, if any. During a drag the new value is the value at its start plus whole steps.
std::optional<NumberEdit> number_field(Ui& ui, std::string_view name, Rect rect, float value,
                                       const NumberFieldOptions& options = {});

/// `value` with four significant digits; from 1000 to 10 million as an integer: "-0.125", "1020".
std::string short_number(double value);
/// The number in `text`, which may have a decimal comma or a minus sign (U+2212), or be a fraction such as "1/9".
/// Empty if the text is not a number.
std::optional<float> parse_number(std::string_view text);

}  // namespace convscope
