// Parses the program's arguments: runs a subcommand, or returns the window's options. Must not include the interface,
// because the subcommands work without a display.
#pragma once

#include <filesystem>
#include <variant>

#include "app/document/window_options.h"

namespace convscope {

inline constexpr int kExitSuccess = 0;
inline constexpr int kExitFailure = 1;     ///< with one line on stderr
inline constexpr int kExitUsageError = 2;  ///< with the fault and a hint to --help on stderr

/// Returns the exit code if no window is needed (a subcommand, --help, --version, an error), otherwise the options of
/// the window. argv[0] is the program's name. `assets` is the program's folder, for the subcommands that read its
/// samples. Never throws.
std::variant<int, WindowOptions> parse_command_line(int argc, const char* const* argv,
                                                    const std::filesystem::path& assets = {});

}  // namespace convscope
