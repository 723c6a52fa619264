// Runs a subcommand or opens the window.
#include <chrono>
#include <cstdio>
#include <exception>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/cli/command_line.h"
#include "app/gui/shell/shell.h"
#include "app/platform/desktop_languages.h"
#include "app/platform/end_process.h"
#include "app/platform/fonts.h"
#include "app/platform/paths.h"
#include "app/platform/quit_signals.h"
#include "core/base/text/printable.h"
#include "core/base/text/translation.h"

namespace {
/// The time that running jobs have to end after the window has closed.
constexpr std::chrono::milliseconds kLastJobsWait{500};
}  // namespace

int main(int argc, char** argv) {
    using namespace convscope;
    // The portable archive has the fonts of the interface and of work sheets; elsewhere they are the system's.
    add_fonts(asset_folder() / "fonts");
    const std::vector<std::string> desktop = desktop_languages();
    open_catalogues(catalogue_folder());
    // Subcommands print English, which scripts can read; the window and work sheets choose a language.
    const auto parsed = parse_command_line(argc, argv, asset_folder());
    if (const int* exit_code = std::get_if<int>(&parsed)) return *exit_code;
    try {
        const auto& window = std::get<WindowOptions>(parsed);
        // A run of a number of frames ends by itself and keeps nothing.
        std::optional<QuitSignals> signals;
        if (window.frames == 0) signals.emplace();
        Shell shell({.window = window,
                     .assets = asset_folder(),
                     .config = config_folder(),
                     .data = data_folder(),
                     .cache = cache_folder(),
                     .languages = desktop});
        if (signals)
            signals->watch([&shell] {
                shell.window().request_close();
                Window::wake();
            });
        const int exit_code = shell.run();
        // A layer that takes a minute does not keep the program open.
        if (window.frames == 0) end_process_after(kLastJobsWait, exit_code);
        signals.reset();  // before the window that it closes
        return exit_code;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "convscope: %s\n", printable(error.what()).c_str());
        return kExitFailure;
    }
}
