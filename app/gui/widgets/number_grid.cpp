#include "app/gui/widgets/number_grid.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/gui/widgets/signed_tint.h"

namespace convscope {

namespace {

constexpr float kUnlimited = std::numeric_limits<float>::infinity();

/// The number with U+2212 for its minus sign, without a sign for 0.
std::string with_true_minus(std::string text) {
    if (text.find_first_of("123456789") == std::string::npos && text.front() == '-') text.erase(0, 1);
    if (text.front() == '-') text.replace(0, 1, "\u2212");
    return text;
}

}  // namespace

std::string fitted_number(const Ui& ui, double value, float width, Type type) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value > 0 ? "\u221e" : "\u2212\u221e";
    std::string text;
    for (int digits = 9; digits >= 1; --digits) {
        text = with_true_minus(fmt::format("{:.{}g}", value, digits));
        if (ui.text_width(text, type) <= width) return text;
    }
    // One digit does not fit either: drop the leading 0, or write a power of ten.
    const auto zero = text.find("0.");
    if (zero != std::string::npos) text.erase(zero, 1);
    if (value == 0 || std::fabs(value) >= 1 || ui.text_width(text, type) <= width) return text;
    text = with_true_minus(fmt::format("{:.0e}", value));
    const auto exponent = text.find("e-0");
    if (exponent != std::string::npos) text.erase(exponent + 2, 1);
    return text;
}

NumberColumn::NumberColumn(const Ui& ui, double largest, float width, Type type)
    : ui_(&ui), width_(width), type_(type) {
    constexpr double kSmallest = 1e-4;  // smaller numbers have too few digits within six decimals
    if (!(largest >= kSmallest || largest == 0) || std::isinf(largest)) return;
    for (int decimals = 6; decimals >= 0 && decimals_ < 0; --decimals)
        if (ui.text_width(with_true_minus(fmt::format("{:.{}f}", -largest, decimals)), type) <= width)
            decimals_ = decimals;
}

std::string NumberColumn::text(double value) const {
    if (decimals_ < 0 || !std::isfinite(value)) return fitted_number(*ui_, value, width_, type_);
    if (value == 0) return "0";
    // A number that would be rounded to 0 is written as a power of ten.
    if (std::fabs(value) < 0.5 * std::pow(10.0, -decimals_)) return with_true_minus(fmt::format("{:.1e}", value));
    return with_true_minus(fmt::format("{:.{}f}", value, decimals_));
}

void number_grid(Ui& ui, Rect rect, const NumberGrid& grid) {
    double largest = 0;
    for (const double value : grid.values) largest = std::max(largest, std::fabs(value));
    const float gap = ui.px(2);
    const float radius = ui.px(4);
    for (int r = 0; r < grid.rows; ++r) {
        for (int c = 0; c < grid.cols; ++c) {
            const int index = r * grid.cols + c;
            const double value = grid.values.at(static_cast<std::size_t>(index));
            const Rect cell = rect.row(r, grid.rows, gap).column(c, grid.cols, gap);
            ui.mark(fmt::format("{}.{}.{}", grid.name, r, c), cell);
            ImU32 back = grid.tinted ? signed_tint(ui, value, largest) : ui.colour(Role::raised);
            if (index == grid.winner) back = mixed(ui.colour(Role::raised), ui.colour(Role::winner), 0.85F);
            const bool faint = !grid.faint.empty() && grid.faint.at(static_cast<std::size_t>(index));
            if (faint) back = ui.colour(Role::background);
            ui.fill(cell, back, radius);
            if (index == grid.ringed) ui.outline(cell, ui.colour(Role::accent), radius, ui.px(2));
            const std::string wide = fitted_number(ui, value, cell.w - ui.px(6), Type::text);
            const bool exact = wide == fitted_number(ui, value, kUnlimited, Type::text);
            const std::string text = exact ? wide : fitted_number(ui, value, cell.w - ui.px(2), Type::caption);
            ui.text(cell, text, faint ? ui.colour(Role::muted) : readable_on(back), exact ? Type::text : Type::caption,
                    Align::centre);
        }
    }
}

}  // namespace convscope
