// Runs the command line in this process and returns what it prints.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <iostream>
#include <sstream>
#include <string>
#include <variant>
#include <vector>

#include "app/cli/command_line.h"

namespace convscope {

struct Run {
    std::variant<int, WindowOptions> result;
    std::string out;
    std::string err;

    /// The exit code; -1 if the window would open.
    int code() const { return result.index() == 0 ? std::get<int>(result) : -1; }
};

/// Runs `convscope ARGUMENTS...`. `assets` is the program's folder, which only `lesson` needs.
inline Run run(const std::vector<std::string>& arguments, const std::filesystem::path& assets = {}) {
    std::vector<const char*> argv{"convscope"};
    for (const std::string& argument : arguments) argv.push_back(argument.c_str());
    std::ostringstream out, err;
    std::streambuf* const old_out = std::cout.rdbuf(out.rdbuf());
    std::streambuf* const old_err = std::cerr.rdbuf(err.rdbuf());
    auto result = parse_command_line(static_cast<int>(argv.size()), argv.data(), assets);
    std::cout.rdbuf(old_out);
    std::cerr.rdbuf(old_err);
    return {std::move(result), out.str(), err.str()};
}

inline bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace convscope
