// Reads a kernel from text that a person or a program wrote: parse_kernel() of kernel.h.
#include "core/base/load_error.h"
#include "core/base/text/number_table.h"
#include "core/base/text/translation.h"
#include "core/filter/kernel.h"

namespace convscope {

Kernel parse_kernel(std::string_view text) {
    constexpr std::size_t kMaxText = 16384;
    const TableSource source{.file = tr("filter"),
                             .subject = tr("filter"),
                             .remedy = tr("give 1, 3, 5 or 7 rows of as many numbers, such as -1,0,1;-2,0,2;-1,0,1"),
                             .max_bytes = kMaxText};
    const NumberTable table = read_number_table(text, source);
    if (table.rows != table.cols)
        throw LoadError(source.file,
                        tr_count(table.rows, "{} row of {} is not square", "{} rows of {} are not square",
                                 tr_count(table.cols, "{} number", "{} numbers")),
                        source.remedy);
    if (table.rows % 2 == 0 || table.rows > kMaxKernelSize)
        throw LoadError(source.file, tr("a filter of {0} x {0} numbers is not supported", table.rows), source.remedy);
    Kernel kernel{table.rows, {}};
    std::copy(table.values.begin(), table.values.end(), kernel.values.begin());
    return kernel;
}

}  // namespace convscope
