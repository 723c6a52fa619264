#include "core/base/free_memory.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

#include "core/base/text/translation.h"

namespace convscope {

std::optional<std::uint64_t> free_memory_in(std::string_view meminfo) {
    constexpr std::string_view kKey = "MemAvailable:";
    constexpr std::uint64_t kMaxKilobytes = std::uint64_t{1} << 53;
    const std::size_t at = meminfo.find(kKey);
    if (at == std::string_view::npos) return std::nullopt;
    std::string_view line = meminfo.substr(at + kKey.size());
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    std::uint64_t kilobytes = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), kilobytes);
    if (error != std::errc{} || kilobytes > kMaxKilobytes) return std::nullopt;
    return kilobytes << 10U;
}

std::optional<std::uint64_t> free_memory() {
    std::ifstream file("/proc/meminfo");
    return free_memory_in(std::string(std::istreambuf_iterator<char>(file), {}));
}

void return_freed_memory() {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

std::string memory_fault(double needed, std::optional<std::uint64_t> free) {
    if (!free || needed <= static_cast<double>(*free) / 2) return {};
    constexpr double kGigabyte = 1 << 30;
    return tr("needs {:.1f} GB of memory for its activations, more than half of the {:.1f} GB that are free",
              needed / kGigabyte, static_cast<double>(*free) / kGigabyte);
}

}  // namespace convscope
