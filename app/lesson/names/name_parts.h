// Compares names with the entries of the tables, in which # stands for a number and @ for any other part. Internal: the
// interfaces are names.h and values.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace convscope {

/// True if the name fits the entry: "filter.cell.0.2" fits "filter.cell.#.#". In the name, `*` stands for any
/// characters.
bool fits(std::string_view name, std::string_view entry);
/// The parts of the name that stand for # and @, in order: "0" and "2". Empty if the name does not fit.
std::vector<std::string> filled_parts(std::string_view name, std::string_view entry);
/// The entry with ROW, COLUMN and NAME in place of # and @, for people: "filter.cell.0.0".
std::string example_of(std::string_view entry);

}  // namespace convscope
