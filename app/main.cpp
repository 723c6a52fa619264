// Runs a subcommand or opens the window.
#include <cstdio>
#include <exception>
#include <variant>

#include "app/cli/command_line.h"
#include "app/gui/shell/shell.h"
#include "app/platform/paths.h"

int main(int argc, char** argv) {
    using namespace convscope;
    const auto parsed = parse_command_line(argc, argv);
    if (const int* exit_code = std::get_if<int>(&parsed)) return *exit_code;
    try {
        Shell shell({.window = std::get<WindowOptions>(parsed), .assets = asset_folder(), .config = config_folder()});
        return shell.run();
    } catch (const std::exception& error) {
        std::fprintf(stderr, "convscope: %s\n", error.what());
        return kExitFailure;
    }
}
