// Recognises a mistyped subcommand, which would otherwise be taken for a file that does not exist.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace convscope {

/// Throws CLI::ValidationError with the list of subcommands, and the most similar one, if the first argument is
/// neither an option, a subcommand nor a file, and has neither a folder nor an ending, as files have.
void refuse_unknown_command(const CLI::App& app, const std::string& first);

}  // namespace convscope
