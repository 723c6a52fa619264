#include "app/gui/network/exports/text_table.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "core/base/files.h"
#include "core/image/files/save.h"

namespace convscope {

namespace {

constexpr int kBorder = 24;     ///< width of the border around the table, in pixels of the picture
constexpr int kColumnGap = 28;  ///< between columns
constexpr ImU32 kText = IM_COL32(20, 24, 31, 255);
constexpr ImU32 kRule = IM_COL32(150, 156, 168, 255);

std::string quoted(const std::string& cell) {
    if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
    std::string text = "\"";
    for (const char c : cell) text += c == '"' ? std::string("\"\"") : std::string(1, c);
    return text + "\"";
}

std::string line_of(const std::vector<std::string>& cells) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) line += (i == 0 ? "" : ",") + quoted(cells[i]);
    return line + "\n";
}

std::vector<int> column_widths(const TextTable& table, const ImFont& font) {
    std::vector<int> widths;
    widths.reserve(table.headings.size());
    for (std::size_t column = 0; column < table.headings.size(); ++column) {
        int width = text_width(font, table.headings[column]);
        for (const std::vector<std::string>& row : table.rows)
            width = std::max(width, text_width(font, row.at(column)));
        widths.push_back(width);
    }
    return widths;
}

void draw_row(Sheet& sheet, const ImFont& font, const std::vector<std::string>& cells, const std::vector<int>& widths,
              int top) {
    int left = kBorder;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const int width = text_width(font, cells[i]);
        const int start = i == 0 ? left : left + widths[i] - width;
        sheet.text(font, cells[i], top, start + width / 2, kText);
        left += widths[i] + kColumnGap;
    }
}

}  // namespace

std::string as_csv(const TextTable& table) {
    std::string text = line_of(table.headings);
    for (const std::vector<std::string>& row : table.rows) text += line_of(row);
    return text;
}

Sheet as_sheet(const TextTable& table, const ImFont& font) {
    const std::vector<int> widths = column_widths(table, font);
    const int line = static_cast<int>(std::ceil(font.FontSize * 1.5F));
    int cols = 2 * kBorder - kColumnGap;
    for (const int width : widths) cols += width + kColumnGap;
    const auto rows = static_cast<int>(table.rows.size());
    Sheet sheet({2 * kBorder + (rows + 1) * line, cols});
    draw_row(sheet, font, table.headings, widths, kBorder);
    sheet.fill(kBorder + line - 4, kBorder, {1, cols - 2 * kBorder}, kRule);
    for (int row = 0; row < rows; ++row)
        draw_row(sheet, font, table.rows[static_cast<std::size_t>(row)], widths, kBorder + (row + 1) * line);
    return sheet;
}

Action table_export(const TextTable& table, const std::string& name, std::string_view format, const ImFont& font) {
    namespace fs = std::filesystem;
    if (format == "csv")
        return SaveAs{name + ".csv",
                      [text = as_csv(table)](const fs::path& file) { write_file_atomically(file, text); }};
    return SaveAs{name + ".png", [sheet = as_sheet(table, font)](const fs::path& file) {
                      save_png(file, sheet.size, 3, sheet.pixels);
                  }};
}

}  // namespace convscope
