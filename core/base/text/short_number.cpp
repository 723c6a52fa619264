#include "core/base/text/short_number.h"

#include <fmt/format.h>

#include <cmath>

namespace convscope {

std::string short_number(double value) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value > 0 ? "\u221e" : "\u2212\u221e";
    std::string text = fmt::format("{:.4g}", value);
    if (std::fabs(value) >= 1000 && std::fabs(value) < 1e7) text = fmt::format("{:.0f}", value);
    if (text == "-0") return "0";
    if (text.front() == '-') text.replace(0, 1, "\u2212");
    return text;
}

}  // namespace convscope
