#include "app/paper/paper_table.h"

#include <algorithm>

#include "app/paper/map_picture.h"
#include "core/base/text/short_number.h"

namespace convscope {

PaperTable paper_table(int cols, const std::vector<double>& values, bool tinted) {
    PaperTable table{.rows = static_cast<int>(values.size()) / cols, .cols = cols};
    table.cells.reserve(values.size());
    for (const double value : values) {
        PaperCell cell{.text = short_number(value)};
        if (tinted && value != 0) cell.ground = value > 0 ? ink::kPositive : ink::kNegative;
        table.cells.push_back(std::move(cell));
    }
    return table;
}

double table_cell_width(const Canvas& canvas, const std::vector<const PaperTable*>& tables, double text_size) {
    double width = text_size * 1.6;
    for (const PaperTable* const table : tables)
        for (const PaperCell& cell : table->cells)
            width = std::max(width, canvas.text_width(cell.text, {.size = text_size}) + text_size * 0.7);
    return width;
}

Box draw_table(Canvas& canvas, double x, double y, const PaperTable& table, const Box& cell, double text_size) {
    const Box whole{x, y, cell.w * table.cols, cell.h * table.rows};
    for (int r = 0; r < table.rows; ++r)
        for (int c = 0; c < table.cols; ++c) {
            const PaperCell& number = table.cells[static_cast<std::size_t>(r * table.cols + c)];
            const Box place = whole.cell(r, c, table.rows, table.cols);
            if (number.ground) canvas.fill(place, *number.ground);
            canvas.label(place, number.text, {.size = text_size, .align = TextAlign::centre});
        }
    for (int r = 0; r <= table.rows; ++r) canvas.line(x, y + r * cell.h, whole.right(), y + r * cell.h, ink::kLine);
    for (int c = 0; c <= table.cols; ++c) canvas.line(x + c * cell.w, y, x + c * cell.w, whole.bottom(), ink::kLine);
    for (int r = 0; r < table.rows; ++r)
        for (int c = 0; c < table.cols; ++c)
            if (table.cells[static_cast<std::size_t>(r * table.cols + c)].outlined)
                canvas.outline(whole.cell(r, c, table.rows, table.cols).inset(-1), ink::kAccent, 2.5);
    return whole;
}

}  // namespace convscope
