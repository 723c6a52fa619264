#include "app/cli/completion/completion.h"

#include <doctest/doctest.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/app/cli/run.h"
#include "tests/support/temporary_folder.h"

using namespace convscope;

namespace {

using Candidates = std::set<std::string>;

/// The completions that bash offers for the last of the words, which may be empty.
Candidates complete(const std::vector<std::string>& words) {
    const TemporaryFolder folder;
    std::string line = "convscope";
    for (const std::string& word : words) line += " '" + word + "'";
    const std::string previous = words.size() > 1 ? words[words.size() - 2] : "convscope";
    // compopt works only while a user presses Tab.
    const std::filesystem::path script =
        folder.write("script", run({"completion"}).out + "compopt() { :; }\nCOMP_WORDS=(" + line +
                                   ")\nCOMP_CWORD=" + std::to_string(words.size()) + "\n_convscope convscope '" +
                                   words.back() + "' '" + previous + "'\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n");
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> bash(::popen(("bash " + script.string()).c_str(), "r"),
                                                               ::pclose);
    REQUIRE(bash);
    std::string out;
    std::array<char, 4096> buffer{};
    while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), bash.get()))
        out.append(buffer.data(), size);
    std::istringstream lines(out);
    Candidates candidates;
    for (std::string candidate; std::getline(lines, candidate);)
        if (!candidate.empty()) candidates.insert(candidate);
    return candidates;
}

/// The names in the part of a help text that starts with this title, such as "--json" or "check".
Candidates names_in_help(const std::string& help, const std::string& title) {
    Candidates names;
    std::istringstream lines(help);
    bool inside = false;
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("  ")) inside = line == title;
        if (!inside || line.size() < 3 || line[2] == ' ' || line[0] != ' ') continue;
        std::string name = line.substr(2, line.find(' ', 2) - 2);
        if (const std::size_t comma = name.find(','); comma != std::string::npos) {
            names.insert(name.substr(0, comma));
            name = name.substr(comma + 1);
        }
        names.insert(name);
    }
    return names;
}

void check_completion(std::vector<std::string> command) {
    const std::vector<std::string> path = command;
    command.emplace_back("--help");
    const std::string help = run(command).out;
    CAPTURE(help);
    command.back() = "-";
    CHECK(complete(command) == names_in_help(help, "Options:"));
    command.back() = "";
    const Candidates subcommands = names_in_help(help, "Subcommands:");
    CHECK(complete(command) == subcommands);
    for (const std::string& subcommand : subcommands) {
        command = path;
        command.push_back(subcommand);
        check_completion(command);
    }
}

}  // namespace

TEST_CASE("bash completes all subcommands and options that the help lists") {
    CHECK(names_in_help(run({"--help"}).out, "Subcommands:").contains("filter"));
    CHECK(names_in_help(run({"filter", "--help"}).out, "Options:").contains("--kernel"));
    check_completion({});
}

TEST_CASE("bash completes the values of options that take words") {
    CHECK(complete({"filter", "--border", ""}) == Candidates{"keep", "replicate", "valid", "zero"});
    CHECK(complete({"filter", "in.png", "--pool", "m"}) == Candidates{"max"});
    CHECK(complete({"filter", "--preset", "gauss"}) == Candidates{"gaussian", "gaussian-5", "gaussian-7"});
    CHECK(complete({"train", "--arch", ""}) == Candidates{"course", "plain"});
    CHECK(complete({"train", "--augment", "d"}) == Candidates{"drawing"});
    CHECK(complete({"predict", "m.h5", "--labels", "m"}) == Candidates{"mnist"});
    CHECK(complete({"predict", "m.h5", "--scale", "-"}) == Candidates{"-0.5..0.5", "-1..1"});
    CHECK(complete({"explain", "m.h5", "--fill", "b"}) == Candidates{"black", "blur"});
}

TEST_CASE("bash completes words at the start of names of files, and no numbers") {
    CHECK(complete({"su"}) == Candidates{"summary"});
    CHECK(complete({"lesson", "sh"}) == Candidates{"sheet"});
    CHECK(complete({"filter", "pict"}).empty());
    CHECK(complete({"filter", "--stride", ""}).empty());
    CHECK(complete({"filter", "-o", ""}).empty());
}
