// A number that can be dragged, typed, and, while it has the focus, changed with the wheel and the arrow keys.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "app/gui/toolkit/ui.h"
#include "app/gui/widgets/numbers/number_format.h"
#include "core/base/text/short_number.h"

namespace convscope {

struct NumberEdit {
    float value = 0;
    /// Equal for edits that are one undo step (see Ui::gesture()); 0: a separate undo step.
    std::uint64_t gesture = 0;
};

struct NumberFieldOptions {
    float step = 1;  ///< per notch, arrow key or 8 pixels of dragging; with Shift 10 times, with Control or Alt a tenth
    std::string_view tooltip = {};
    std::optional<ImU32> fill = {};  ///< the background; the text is black or white on it
    Type type = Type::text;
    /// The common style of the fields of a grid, instead of `type`; by default each number has its own decimals.
    std::optional<NumberStyle> style = {};
    std::string_view zero = {};                       ///< shown for the value 0: "automatic"; empty: the number
    float limit = std::numeric_limits<float>::max();  ///< the largest magnitude that can be typed
    /// After a drag or a typed number the field lets go of the focus, so that the arrow keys have their general meaning
    /// again. They change the number only while Tab has moved the focus to the field, or while it is typed.
    bool lets_go = false;
};

/// Returns the user's edit in this frame; nullopt if there is none. During a drag the new value is the value at its
/// start plus whole steps. A typed text that is not a number leaves the value unchanged. Ui::report() tells the user
/// about such a text, and about a number beyond the limit.
std::optional<NumberEdit> number_field(Ui& ui, std::string_view name, Rect rect, float value,
                                       const NumberFieldOptions& options = {});

/// True for a character with which a typed number begins.
bool starts_number(char32_t c);
/// The number in `text`: decimals with a point or a comma, a minus sign (U+2212), products and fractions such as "2*3"
/// and "1/9". nullopt if the text is not a finite number.
std::optional<double> parse_number(std::string_view text);

}  // namespace convscope
