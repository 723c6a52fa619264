// Reads a kernel from text that a person or a program wrote: parse_kernel() of kernel.h.
#include <fmt/format.h>

#include "core/base/load_error.h"
#include "core/base/text/number_table.h"
#include "core/filter/kernel.h"

namespace convscope {

Kernel parse_kernel(std::string_view text) {
    constexpr std::size_t kMaxText = 16384;
    const TableSource source{.file = "filter",
                             .subject = "filter",
                             .remedy = "give 1, 3, 5 or 7 rows of as many numbers, such as -1,0,1;-2,0,2;-1,0,1",
                             .max_bytes = kMaxText};
    const NumberTable table = read_number_table(text, source);
    const auto count_text = [](int count, const char* noun) {
        return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
    };
    if (table.rows != table.cols)
        throw LoadError(source.file,
                        fmt::format("{} of {} {} not square", count_text(table.rows, "row"),
                                    count_text(table.cols, "number"), table.rows == 1 ? "is" : "are"),
                        source.remedy);
    if (table.rows % 2 == 0 || table.rows > kMaxKernelSize)
        throw LoadError(source.file, fmt::format("a filter of {0} x {0} numbers is not supported", table.rows),
                        source.remedy);
    Kernel kernel{table.rows, {}};
    std::copy(table.values.begin(), table.values.end(), kernel.values.begin());
    return kernel;
}

}  // namespace convscope
