// Where a subcommand's text goes: standard output, or the file given with -o.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace convscope {

/// What the commands that print have in common.
struct Output {
    std::string file;  ///< empty: standard output
    bool json = false;

    /// Declares -o and --json.
    void add_options(CLI::App& command);
    /// Throws LoadError where the file cannot be written.
    void write(const std::string& text) const;
};

}  // namespace convscope
