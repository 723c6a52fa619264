#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "app/lesson/words.h"
#include "core/base/text/translation.h"
#include "core/base/text/typing_errors.h"

namespace convscope {

namespace {

constexpr std::size_t kMaxListed = 16;  ///< longer lists are shortened to the nearest
constexpr std::size_t kNearest = 3;
constexpr std::size_t kMaxTypingErrors = 2;

/// A known word, and the number of typing errors that turn it into the unknown one.
struct Guess {
    std::size_t errors = 0;
    std::string_view name;
};

}  // namespace

std::string remedy_for(std::string_view unknown, std::span<const std::string_view> known) {
    std::vector<std::string_view> sorted;
    for (const std::string_view name : known)
        if (std::ranges::find(sorted, name) == sorted.end()) sorted.push_back(name);
    const bool lists_all = sorted.size() <= kMaxListed;
    if (lists_all && sorted.empty()) return tr("Write another word");
    // Each distance is computed once: it takes long for a long word.
    std::vector<Guess> guesses;
    guesses.reserve(sorted.size());
    for (const std::string_view name : sorted) guesses.push_back({typing_errors(unknown, name), name});
    std::ranges::stable_sort(guesses, {}, &Guess::errors);
    if (guesses.front().errors <= std::min(kMaxTypingErrors, unknown.size() / 2))
        return tr("Write {}", guesses.front().name);
    if (lists_all) return tr("Write one of {}", fmt::format("{}", fmt::join(sorted, ", ")));
    sorted.clear();
    for (std::size_t i = 0; i < kNearest; ++i) sorted.push_back(guesses[i].name);
    return tr("Write for instance {}; `convscope lesson words` lists all", fmt::format("{}", fmt::join(sorted, ", ")));
}

}  // namespace convscope
