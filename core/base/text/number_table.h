// Reads tables of numbers that a person or a program wrote: spreadsheets, NumPy, Python and C lists, command lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace convscope {

/// rows x cols finite numbers, row by row. A table that was read has at least one number.
struct NumberTable {
    int rows = 0;
    int cols = 0;
    std::vector<float> values;
};

/// The parts of an error that depend on the use of the table; see LoadError.
struct TableSource {
    std::string file;                    ///< the name in errors: a file, or "filter"
    std::string subject;                 ///< "filter": errors speak of "a filter value"
    std::string remedy;                  ///< "give 3 rows of 3 numbers"
    std::size_t max_bytes = 64U << 20U;  ///< longer texts are refused
};

/// Reads rows of numbers in any of the usual notations: "-1,0,1;-2,0,2", lines with spaces, commas or tabs, Python
/// lists (also inside np.array(...)), C arrays; "1/9" is a number. Commas are decimal commas if tabs, or semicolons on
/// several lines, separate the numbers: "0,5<tab>1,5". Ignores lines that start with '#', as np.savetxt() writes them,
/// and, as pandas writes them, a first line that names the columns and a first column that numbers the rows.
/// Refuses text that is not part of the table, such as a factor after the list. Throws LoadError, with the row, if the
/// text is none of these or its rows differ in length.
NumberTable read_number_table(std::string_view text, const TableSource& source);

/// True if the text, which may be the first part of a longer one, consists of numbers, their separators and brackets
/// only, apart from comments and from what may be before and after a list: "k = np.array(".
bool starts_like_numbers(std::string_view start);
/// True if, in addition, one of its first lines holds at least two numbers.
bool starts_like_number_table(std::string_view start);

}  // namespace convscope
