#include "core/base/counted.h"

#include <fmt/format.h>

namespace convscope {

std::string counted(long long count, std::string_view noun) {
    if (count == 1) return fmt::format("1 {}", noun);
    if (noun == "axis") return fmt::format("{} axes", count);
    if (noun.ends_with('s')) return fmt::format("{} {}es", count, noun);
    return fmt::format("{} {}s", count, noun);
}

}  // namespace convscope
