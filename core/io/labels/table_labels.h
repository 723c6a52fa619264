// Labels in tables of text: CSV and TSV with or without a heading, and all labels on one line.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/labels/collector.h"

namespace convscope {

/// The fields of a line; a field may be in double quotes.
std::vector<std::string> split_fields(std::string_view line, char separator);

/// The labels of a table with a column of numbers and one of names, in any order, with or without a heading; of a
/// single column with a heading, if `is_csv`; or of one line with several fields. nullopt for other lines.
/// Throws LoadError.
std::optional<Labels> labels_from_table(LabelCollector& labels, const std::vector<std::string_view>& lines,
                                        bool is_csv);

}  // namespace convscope
