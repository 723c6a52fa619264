// Numbers as they are shown to people. Must not include anything that draws: window, work sheets and animations write
// the same numbers.
#pragma once

#include <string>

namespace convscope {

/// At most four significant digits, whole numbers below ten million in full, with U+2212 as minus sign: "−0.1235",
/// "260100", "NaN", "∞".
std::string short_number(double value);

}  // namespace convscope
