#include "app/cli/unknown_command.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <numeric>
#include <string_view>
#include <system_error>
#include <vector>

namespace convscope {

namespace {

constexpr std::size_t kMaxTypingErrors = 2;

/// Levenshtein's distance: how many letters must be inserted, deleted or replaced to turn `a` into `b`.
std::size_t typing_errors(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);  // the distance from the letters of `a` so far to each start of `b`
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

}  // namespace

void refuse_unknown_command(const CLI::App& app, const std::string& first) {
    if (first.empty() || first.front() == '-' || first.find_first_of("./") != std::string::npos) return;
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
    std::error_code error;
    if (std::ranges::find(names, first) != names.end() || std::filesystem::exists(first, error)) return;
    std::ranges::sort(names);
    const auto errors = [&first](const std::string& name) { return typing_errors(first, name); };
    const std::string& nearest = *std::ranges::min_element(names, {}, errors);
    std::string text = fmt::format("there is no command and no file {}.", first);
    if (errors(nearest) <= std::min(kMaxTypingErrors, first.size() - 1))
        text += fmt::format(" Did you mean {}?", nearest);
    throw CLI::ValidationError(text + fmt::format("\nThe commands are {}.", fmt::join(names, ", ")));
}

}  // namespace convscope
