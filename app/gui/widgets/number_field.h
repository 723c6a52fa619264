// A number that can be dragged, typed, turned with the wheel and nudged with the arrow keys. Knows no document.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "app/gui/toolkit/ui.h"

namespace convscope {

struct NumberEdit {
    float value = 0;
    std::uint64_t gesture = 0;  ///< edits of one drag or spin share it; 0: on its own
};

struct NumberFieldOptions {
    float step = 1;  ///< of wheel and arrow keys; Shift: ten times, Control or Alt: a tenth. Dragging: one per 8 pixels
    std::string_view tooltip = {};
    std::optional<ImU32> fill = {};  ///< background, with readable text on it
    Type type = Type::text;
};

/// The change in this frame, if any. While dragging each change is counted from the value at the drag's start.
std::optional<NumberEdit> number_field(Ui& ui, std::string_view name, Rect rect, float value,
                                       const NumberFieldOptions& options = {});

/// `value` with at most four significant decimals, as it is shown in a narrow cell: "-0.125", "1020".
std::string short_number(double value);
/// The number in `text` (also with a comma, a fraction "1/9" or a true minus sign); empty where there is none.
std::optional<float> parse_number(std::string_view text);

}  // namespace convscope
