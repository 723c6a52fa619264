#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "app/lesson/words.h"
#include "core/base/text/typing_errors.h"

namespace convscope {

namespace {

constexpr std::size_t kMaxListed = 16;  ///< longer lists are shortened to the nearest
constexpr std::size_t kNearest = 3;
constexpr std::size_t kMaxTypingErrors = 2;

}  // namespace

std::string remedy_for(std::string_view unknown, std::span<const std::string_view> known) {
    std::vector<std::string_view> sorted;
    for (const std::string_view name : known)
        if (std::ranges::find(sorted, name) == sorted.end()) sorted.push_back(name);
    const auto errors = [unknown](std::string_view name) { return typing_errors(unknown, name); };
    if (sorted.size() <= kMaxListed) {
        const auto nearest = std::ranges::min_element(sorted, {}, errors);
        if (nearest != sorted.end() && errors(*nearest) <= std::min(kMaxTypingErrors, unknown.size() / 2))
            return fmt::format("Write {}", *nearest);
        return fmt::format("Write one of {}", fmt::join(sorted, ", "));
    }
    std::ranges::stable_sort(sorted, {}, errors);
    if (errors(sorted.front()) <= std::min(kMaxTypingErrors, unknown.size() / 2))
        return fmt::format("Write {}", sorted.front());
    sorted.resize(kNearest);
    return fmt::format("Write for instance {}; `convscope lesson words` lists all", fmt::join(sorted, ", "));
}

}  // namespace convscope
