// The program's arguments: runs a subcommand, or returns what the window is to show. Must not include the interface:
// the subcommands work without a display.
#pragma once

#include <variant>

#include "app/document/window_options.h"

namespace convscope {

inline constexpr int kExitSuccess = 0;
inline constexpr int kExitFailure = 1;     ///< with one line on stderr
inline constexpr int kExitUsageError = 2;  ///< with the fault and where to find help on stderr

/// The exit code if everything is done (a subcommand, --help, --version, an error), else the options of the window.
/// argv[0] is the program's name. Never throws.
std::variant<int, WindowOptions> parse_command_line(int argc, const char* const* argv);

}  // namespace convscope
