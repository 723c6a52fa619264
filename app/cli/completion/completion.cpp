#include "app/cli/completion/completion.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <iterator>
#include <string_view>
#include <vector>

#include "core/filter/presets.h"
#include "core/io/labels/label_sets.h"
#include "core/nn/model/preprocessing.h"

namespace convscope {

namespace {

using Words = std::vector<std::string>;

/// Parts of bash's `case` statements. A path is "" for the program itself and "/lesson/check" for a subcommand.
struct Cases {
    Words paths;        ///< of all subcommands
    std::string words;  ///< options and subcommands of each path
    std::string values;
};

Words split(std::string_view text, char separator) {
    Words parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(separator), text.size());
        parts.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

/// True for a word that is typed as it is: the others, such as FILE and NAME=VALUE, stand for something.
bool is_literal(std::string_view word) {
    return !word.empty() && std::ranges::all_of(word, [](unsigned char c) { return std::islower(c) != 0 || c == '-'; });
}

/// The words of a type such as "none|max|average", "course|plain|FILE" or "KIND:{none,shift,drawing}".
Words words_of_type(std::string_view type) {
    const std::size_t open = type.find('{'), close = type.rfind('}');
    if (open != std::string_view::npos && close != std::string_view::npos && open < close)
        return split(type.substr(open + 1, close - open - 1), ',');
    Words words = split(type, '|');
    std::erase_if(words, [](const std::string& word) { return !is_literal(word); });
    return words;
}

/// Options whose types do not list their words, because the help shows them in another place.
Words words_of_option(const std::string& option) {
    Words words;
    if (option == "--preset")
        for (const Preset& preset : presets()) words.emplace_back(preset.slug);
    if (option == "--scale") words.assign(nn::kInputRangeNames.begin(), nn::kInputRangeNames.end());
    if (option == "--labels")
        for (const LabelSet& set : label_sets()) words.emplace_back(set.name);
    return words;
}

/// Parts of the types of options that take the name of a file or a folder.
constexpr std::array<std::string_view, 7> kFileTypes{"FILE", "DIR", "OUT", "PNG", "JSON", "MODEL", ".npy"};

bool names_file(std::string_view type) {
    return std::ranges::any_of(kFileTypes,
                               [type](std::string_view part) { return type.find(part) != std::string_view::npos; });
}

/// "-o" and "--output" of an option that has both.
Words names_of(const CLI::Option& option) {
    Words names;
    for (const std::string& name : option.get_snames()) names.push_back("-" + name);
    for (const std::string& name : option.get_lnames()) names.push_back("--" + name);
    return names;
}

void add_values(const std::string& path, const CLI::Option& option, Cases& cases) {
    const Words names = names_of(option);
    if (names.empty() || option.get_items_expected_max() == 0) return;  // a positional or a flag
    Words labels;
    for (const std::string& name : names) labels.push_back(fmt::format("\"{} {}\"", path, name));
    const std::string type = option.get_type_name();
    Words words = words_of_type(type);
    if (words.empty()) words = words_of_option(names.back());
    const bool is_file = names_file(type);
    if (words.empty() && is_file) return;  // bash completes file names by default
    cases.values +=
        fmt::format("        {})\n            values=\"{}\"\n", fmt::join(labels, " | "), fmt::join(words, " "));
    if (!is_file) cases.values += "            files=no\n";
    cases.values += "            ;;\n";
}

void add_cases(const std::string& path, const CLI::App& app, Cases& cases) {
    Words words;
    for (const CLI::App* command : app.get_subcommands({})) words.push_back(command->get_name());
    for (const CLI::Option* option : app.get_options()) {
        std::ranges::copy(names_of(*option), std::back_inserter(words));
        add_values(path, *option, cases);
    }
    cases.words += fmt::format("        \"{}\") words=\"{}\" ;;\n", path, fmt::join(words, " "));
    for (const CLI::App* command : app.get_subcommands({})) {
        cases.paths.push_back(path + "/" + command->get_name());
        add_cases(cases.paths.back(), *command, cases);
    }
}

/// The script around the cases: {0} are the paths, {1} the words, {2} the values.
constexpr std::string_view kScript =
    R"bash(# Completes the commands, options and values of convscope in bash. Written by `convscope completion`.
_convscope() {{
    local current=$2 previous=$3 path= words= values= files=yes i
    for ((i = 1; i < COMP_CWORD; ++i)); do
        case "$path/${{COMP_WORDS[i]}}" in
            {0}) path+="/${{COMP_WORDS[i]}}" ;;
        esac
    done
    case "$path" in
{1}    esac
    case "$path $previous" in
{2}        *)
            # Options are offered after a minus; a word without one is a subcommand or the name of a file.
            if [[ $current == -* ]]; then
                files=no
                values=$words
            else
                for i in $words; do [[ $i == -* ]] || values+=" $i"; done
            fi
            ;;
    esac
    [[ $files == yes ]] || compopt +o default
    COMPREPLY=($(compgen -W "$values" -- "$current"))
}}
complete -o default -F _convscope convscope
)bash";

}  // namespace

std::string completion_script(const CLI::App& app) {
    Cases cases;
    add_cases("", app, cases);
    return fmt::format(kScript, fmt::join(cases.paths, " | "), cases.words, cases.values);
}

}  // namespace convscope
