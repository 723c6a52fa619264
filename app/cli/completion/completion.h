// Writes the completion of the command line for bash from the declared subcommands and options, so that it has all of
// them. Must not name a subcommand: a new one is completed without a change here.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace convscope {

/// A bash script that completes the subcommands of `app`, their options, and the options' values where these are words
/// of a list. Where a file may be given, bash completes file names.
std::string completion_script(const CLI::App& app);

}  // namespace convscope
