// The program's arguments: runs a subcommand, or says what the window is to show. Opens no window itself.
#pragma once

#include <variant>

#include "app/document/window_options.h"

namespace convscope {

inline constexpr int kExitSuccess = 0;
inline constexpr int kExitFailure = 1;     ///< with one line on stderr
inline constexpr int kExitUsageError = 2;  ///< with the fault and where to find help on stderr

/// The exit code where everything is done (a subcommand, --help, --version, an error), else what the window is to do.
/// argv[0] is the program's name. Never throws.
std::variant<int, WindowOptions> parse_command_line(int argc, const char* const* argv);

}  // namespace convscope
