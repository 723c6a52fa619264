// A table of texts that can be exported as a picture or as comma-separated values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/gui/panels/sheet.h"
#include "app/gui/workspace/actions.h"

namespace convscope {

/// All rows have as many cells as there are headings.
struct TextTable {
    std::vector<std::string> headings;
    std::vector<std::vector<std::string>> rows;
};

/// One line per row, after a line of headings. A cell with a comma, a quotation mark or a line break is quoted, as RFC
/// 4180 requires.
std::string as_csv(const TextTable& table);
/// A picture of the table, black on white. The first column is aligned at the left, the others at the right.
Sheet as_sheet(const TextTable& table, const ImFont& font);
/// A request to save the table as "png" or "csv". The suggested file name is `name` with the format as its extension.
/// The table is copied into the request.
Action table_export(const TextTable& table, const std::string& name, std::string_view format, const ImFont& font);

}  // namespace convscope
