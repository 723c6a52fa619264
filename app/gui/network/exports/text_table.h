// A table of texts, to be exported as a picture or as comma-separated values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/gui/network/scene/sheet.h"
#include "app/gui/workspace/actions.h"

namespace convscope {

/// All rows have as many cells as there are headings.
struct TextTable {
    std::vector<std::string> headings;
    std::vector<std::vector<std::string>> rows;
};

/// One line per row, after a line of headings. A cell with a comma, a quotation mark or a line break is quoted, as RFC
/// 4180 asks for.
std::string as_csv(const TextTable& table);
/// Black on white: the first column is aligned at the left, the others at the right.
Sheet as_sheet(const TextTable& table, const ImFont& font);
/// Asks for a file named `name` and the format's ending: "png" or "csv". The table is copied into the request.
Action table_export(const TextTable& table, const std::string& name, std::string_view format, const ImFont& font);

}  // namespace convscope
