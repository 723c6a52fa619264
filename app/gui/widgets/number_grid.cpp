#include "app/gui/widgets/number_grid.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/gui/widgets/signed_tint.h"

namespace convscope {

std::string fitted_number(const Ui& ui, double value, float width, Type type) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value > 0 ? "\u221e" : "\u2212\u221e";
    std::string text;
    for (int digits = 9; digits >= 1; --digits) {
        text = fmt::format("{:.{}g}", value, digits);
        if (text == "-0") text = "0";
        if (text.front() == '-') text.replace(0, 1, "\u2212");
        if (ui.text_width(text, type) <= width) break;
    }
    return text;
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
            const bool exact = wide == fitted_number(ui, value, 1e6F, Type::text);
            const std::string text = exact ? wide : fitted_number(ui, value, cell.w - ui.px(2), Type::caption);
            ui.text(cell, text, faint ? ui.colour(Role::muted) : readable_on(back), exact ? Type::text : Type::caption,
                    Align::centre);
        }
    }
}

}  // namespace convscope
