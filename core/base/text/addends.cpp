#include "core/base/text/addends.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace convscope {

namespace {

constexpr int kMaxFactorDecimals = 7;
constexpr double kMaxUnits = 1e15;  ///< beyond it a double has no unit digits

}  // namespace

double rounded(double value, int decimals) {
    const double power = std::pow(10.0, decimals);
    if (!std::isfinite(value) || std::fabs(value) * power > kMaxUnits) return value;
    return std::round(value * power) / power;
}

std::vector<double> rounded_addends(std::span<const double> parts, double total, int decimals) {
    const double power = std::pow(10.0, decimals);
    std::vector<double> units;
    double left = std::round(total * power);
    bool is_sound = std::isfinite(total) && std::fabs(total) * power < kMaxUnits;
    for (const double part : parts) {
        is_sound = is_sound && std::isfinite(part) && std::fabs(part) * power < kMaxUnits;
        units.push_back(std::round(part * power));
        left -= units.back();
    }
    const auto excess = [&](std::size_t i) { return parts[i] * power - units[i]; };
    if (is_sound && std::fabs(left) <= static_cast<double>(parts.size())) {
        // Move the numbers that are nearest to the next number in the direction of the missing units.
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < parts.size(); ++i)
            if (parts[i] != 0) order.push_back(i);
        const double direction = left > 0 ? 1 : -1;
        std::ranges::stable_sort(order, std::ranges::greater(), [&](std::size_t i) { return direction * excess(i); });
        const auto missing = static_cast<std::size_t>(std::fabs(left));
        for (std::size_t i = 0; i < std::min(missing, order.size()); ++i) units[order[i]] += direction;
    }
    std::vector<double> result;
    result.reserve(parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i)
        result.push_back(is_sound ? units[i] / power : rounded(parts[i], decimals));
    return result;
}

int sum_decimals(double largest, int digits) {
    if (!(largest > 0) || !std::isfinite(largest)) return digits - 1;
    return std::max(0, digits - 1 - static_cast<int>(std::floor(std::log10(largest))));
}

std::string decimal_text(double value, int decimals) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value > 0 ? "\u221e" : "\u2212\u221e";
    std::string text = fmt::format("{:.{}f}", value, decimals);
    if (text.front() != '-') return text;
    text.erase(0, 1);
    return text.find_first_of("123456789") == std::string::npos ? text : "\u2212" + text;
}

std::string factors_text(double a, double b, double product, int decimals) {
    int digits = decimals;
    while (digits < kMaxFactorDecimals && std::fabs(rounded(rounded(a, digits) * rounded(b, digits), decimals) -
                                                    rounded(product, decimals)) > 0.5 * std::pow(10.0, -decimals))
        ++digits;
    const std::string second = decimal_text(b, digits);
    return decimal_text(a, digits) + " \u00d7 " + (b < 0 ? "(" + second + ")" : second);
}

}  // namespace convscope
