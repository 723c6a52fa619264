#include "app/gui/widgets/numbers/number_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace convscope {

namespace {

constexpr double kPrecision = 1e-6;   ///< differences below this part of the largest number are a float's rounding
constexpr int kMaxDecimals = 4;       ///< if the largest number is at least 0.1
constexpr int kMaxSmallDecimals = 6;  ///< if the largest number is smaller

bool is_exact(double value, int decimals, double tolerance) {
    const double power = std::pow(10.0, decimals);
    return std::fabs(value - std::round(value * power) / power) <= tolerance;
}

}  // namespace

std::string with_true_minus(std::string text) {
    if (text.find_first_of("123456789") == std::string::npos && text.front() == '-') text.erase(0, 1);
    if (text.front() == '-') text.replace(0, 1, "\u2212");
    return text;
}

std::string with_separators(std::int64_t number) {
    std::string text = std::to_string(number);
    for (auto i = static_cast<std::ptrdiff_t>(text.size()) - 3; i > (number < 0 ? 1 : 0); i -= 3)
        text.insert(static_cast<std::size_t>(i), 1, ',');
    return text;
}

std::string NumberFormat::text(double value) const {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value > 0 ? "\u221e" : "\u2212\u221e";
    if (std::fabs(value) <= kPrecision * largest) return "0";
    if (std::max(largest, std::fabs(value)) < 0.5 * std::pow(10.0, -decimals))
        return with_true_minus(fmt::format("{:.0e}", value));
    std::string text = fmt::format("{:.{}f}", value, decimals);
    if (is_short && decimals > 0) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') text.pop_back();
    }
    if (drops_zero && decimals > 0)
        if (const std::size_t zero = text.find("0."); zero <= 1 && (zero == 0 || text.front() == '-'))
            text.erase(zero, 1);
    return with_true_minus(std::move(text));
}

float NumberFormat::width(const Ui& ui, Type type) const {
    NumberFormat whole = *this;
    whole.is_short = false;
    return ui.text_width(whole.text(has_negative ? -largest : largest), type);
}

NumberFormat format_of(std::span<const double> values) {
    NumberFormat format{.has_negative = false};
    for (const double value : values) {
        if (!std::isfinite(value)) continue;
        format.largest = std::max(format.largest, std::fabs(value));
        format.has_negative = format.has_negative || value < 0;
    }
    const int max_decimals = format.largest < 0.1 ? kMaxSmallDecimals : kMaxDecimals;
    const double tolerance = kPrecision * format.largest;
    while (format.decimals < max_decimals && !std::ranges::all_of(values, [&](double value) {
               return !std::isfinite(value) || is_exact(value, format.decimals, tolerance);
           }))
        ++format.decimals;
    return format;
}

NumberStyle fitted_style(const Ui& ui, const NumberFormat& format, float width, float height) {
    for (const Type type : kNumberTypes)
        if (ui.text_height(type) <= height && format.width(ui, type) <= width) return {format, type};
    NumberStyle style{format, Type::caption};
    style.format.drops_zero = format.largest < 1 && format.decimals > 0 && format.width(ui, Type::caption) > width;
    while (style.format.decimals > 0 && style.format.width(ui, Type::caption) > width) --style.format.decimals;
    return style;
}

}  // namespace convscope
