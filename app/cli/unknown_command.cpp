#include "app/cli/unknown_command.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <vector>

#include "core/base/text/typing_errors.h"

namespace convscope {

namespace {

constexpr std::size_t kMaxTypingErrors = 2;

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
