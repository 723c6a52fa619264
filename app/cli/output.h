// The destinations of a subcommand's results, and the checks of them that come before all work: no output may replace a
// file that is read or another output, and no long computation may end with a file that cannot be written.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

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
    /// Throws LoadError if the file is one of `inputs`, see refuse_overwriting(), or cannot be written.
    void check(std::vector<std::string> inputs) const;
    /// Writes the text. Throws LoadError if the file cannot be written.
    void write(const std::string& text) const;
};

/// The files that a command reads and those that it writes. Empty names stand for no file; an input may also be a text
/// that is no file's name.
struct CommandFiles {
    std::vector<std::string> inputs, outputs;
};

/// Throws LoadError if an output is an input or another output. Recognises a file that is spelled in two ways or
/// reached by links. Outputs need not exist. Every command that writes files calls it before it computes.
void refuse_overwriting(const CommandFiles& files);
/// refuse_overwriting() for one output and one input.
void refuse_same_file(const std::string& output, const std::string& input);

/// True if the file or folder `path` is in `folder` or is `folder`. Neither need exist.
bool is_inside(const std::filesystem::path& path, const std::filesystem::path& folder);

/// Throws LoadError unless files can be written into the folder, which may have to be made first. Changes nothing.
void check_folder(const std::filesystem::path& folder);
/// Throws LoadError as check_folder() does, and for a folder that is not empty.
void check_new_folder(const std::filesystem::path& folder);

}  // namespace convscope
