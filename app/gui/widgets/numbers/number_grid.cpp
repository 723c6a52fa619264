#include "app/gui/widgets/numbers/number_grid.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/gui/widgets/numbers/signed_tint.h"

namespace convscope {

namespace {

constexpr float kCellGap = 2;
constexpr float kCellMargin = 4;  ///< at the left and right of the widest number
constexpr float kLeading = 1.2F;  ///< ratio of a cell's height to its text's

}  // namespace

std::string fitted_number(const Ui& ui, double value, float width, Type type) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value > 0 ? "\u221e" : "\u2212\u221e";
    std::string text;
    for (int digits = 9; digits >= 1; --digits) {
        text = with_true_minus(fmt::format("{:.{}g}", value, digits));
        if (ui.text_width(text, type) <= width) return text;
    }
    // If one digit does not fit either, drop the leading 0 or write a power of ten.
    const auto zero = text.find("0.");
    if (zero != std::string::npos) text.erase(zero, 1);
    if (value == 0 || std::fabs(value) >= 1 || ui.text_width(text, type) <= width) return text;
    text = with_true_minus(fmt::format("{:.0e}", value));
    const auto exponent = text.find("e-0");
    if (exponent != std::string::npos) text.erase(exponent + 2, 1);
    return ui.text_width(text, type) <= width ? text : "~0";
}

NumberColumn::NumberColumn(const Ui& ui, double largest, float width, Type type)
    : ui_(&ui), width_(width), type_(type) {
    constexpr double kMinSixDecimals = 1e-4;  // smaller numbers have too few digits within six decimals
    if (!(largest >= kMinSixDecimals || largest == 0) || std::isinf(largest)) return;
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

float number_cell_width(const Ui& ui, const NumberFormat& format, Type type) {
    return format.width(ui, type) + ui.px(2 * kCellMargin + kCellGap);
}

float number_cell_height(const Ui& ui, Type type) {
    return std::ceil(ui.text_height(type) * kLeading) + ui.px(kCellGap);
}

void number_grid(Ui& ui, Rect rect, const NumberGrid& grid) {
    const float gap = ui.px(kCellGap);
    const Rect first = rect.row(0, grid.rows, gap).column(0, grid.cols, gap);
    NumberStyle style =
        fitted_style(ui, grid.format.value_or(format_of(grid.values)), first.w - ui.px(2 * kCellMargin - 1), first.h);
    if (grid.type) style.type = *grid.type;
    double largest = 0;
    for (const double value : grid.values) largest = std::max(largest, std::fabs(value));
    const float radius = ui.px(4);
    for (int r = 0; r < grid.rows; ++r) {
        for (int c = 0; c < grid.cols; ++c) {
            const int index = r * grid.cols + c;
            const double value = grid.values.at(static_cast<std::size_t>(index));
            const Rect cell = rect.row(r, grid.rows, gap).column(c, grid.cols, gap);
            ui.mark(fmt::format("{}.{}.{}", grid.name, r, c), cell);
            if (grid.filled >= 0 && index >= grid.filled) {
                ui.outline(cell, ui.colour(Role::line), radius, ui.line_width());
                continue;
            }
            ImU32 back = grid.tinted ? signed_tint(ui, value, largest) : ui.colour(Role::raised);
            if (index == grid.winner) back = ui.colour(Role::winner_cell);
            const bool faint = !grid.faint.empty() && grid.faint.at(static_cast<std::size_t>(index));
            if (faint) back = ui.colour(Role::background);
            ui.fill(cell, back, radius);
            if (index == grid.outlined) ui.outline(cell, ui.colour(Role::accent), radius, ui.px(2));
            std::string text = style.format.text(value);
            const bool fits = ui.text_width(text, style.type) <= cell.w;
            const Type type = fits ? style.type : Type::caption;
            if (!fits) text = fitted_number(ui, value, cell.w - ui.px(2), Type::caption);
            ui.text(cell, text, faint ? ui.colour(Role::muted) : readable_on(back), type, Align::centre);
        }
    }
}

}  // namespace convscope
