// The destination of a subcommand's text: standard output, or the file given with -o.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace convscope {

/// The options that evaluate, explain, predict and summary share.
struct Output {
    std::string file;  ///< empty for standard output
    bool json = false;

    /// Declares -o and --json.
    void add_options(CLI::App& command);
    /// Writes the text. Throws LoadError if the file cannot be written.
    void write(const std::string& text) const;
};

/// Throws LoadError if both are the same file, which writing would destroy.
void refuse_same_file(const std::string& output, const std::string& input);

}  // namespace convscope
