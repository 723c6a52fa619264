#include "app/cli/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <exception>
#include <iostream>
#include <optional>
#include <string>

#include "app/cli/command.h"
#include "app/cli/output.h"
#include "app/cli/unknown_command.h"
#include "core/base/free_memory.h"
#include "core/base/text/printable.h"

namespace convscope {

namespace {

constexpr int kMinWidth = 320, kMinHeight = 240, kMaxSide = 16384;
constexpr int kMaxFrames = 1'000'000;

/// The window's options as the user wrote them.
struct WindowArguments {
    std::vector<std::string> files;
    std::string session, screenshot, ui_map;
    std::optional<std::string> size;
    int frames = 0;
};

void add_window_options(CLI::App& app, WindowArguments& window) {
    app.add_option("FILE", window.files,
                   "a picture, a model or a session to open; write ./filter for a file named like a subcommand");
    app.add_option("--session", window.session, "open this session")->type_name("FILE");
    app.add_option("--size", window.size, "size of the window in pixels [1280x800]")->type_name("WxH");
    CLI::Option* frames = app.add_option("--frames", window.frames, "render N frames, then exit");
    frames->type_name("N")->check(CLI::Range(1, kMaxFrames));
    app.add_option("--screenshot", window.screenshot, "write the last of --frames as PNG")
        ->type_name("PNG")
        ->needs(frames);
    app.add_option("--ui-map", window.ui_map, "write the rectangles of the named controls")->type_name("JSON");
}

void parse_size(const std::string& text, WindowOptions& options) {
    const char* const end = text.data() + text.size();
    const auto [after_width, width_error] = std::from_chars(text.data(), end, options.width);
    const bool has_x = after_width != end && *after_width == 'x';
    const auto [after, height_error] = std::from_chars(has_x ? after_width + 1 : end, end, options.height);
    if (width_error != std::errc{} || height_error != std::errc{} || after != end)
        throw CLI::ValidationError("--size", "'" + text + "' is not a size such as 1280x800");
    if (options.width < kMinWidth || options.height < kMinHeight || std::max(options.width, options.height) > kMaxSide)
        throw CLI::ValidationError("--size", fmt::format("{} is not between {}x{} and {}x{}", text, kMinWidth,
                                                         kMinHeight, kMaxSide, kMaxSide));
}

WindowOptions window_options(const WindowArguments& window) {
    WindowOptions options;
    options.files.assign(window.files.begin(), window.files.end());
    options.session = window.session;
    options.frames = window.frames;
    options.screenshot = window.screenshot;
    options.ui_map = window.ui_map;
    if (window.size) parse_size(*window.size, options);
    return options;
}

/// Throws if options of the window are used with a subcommand, which would ignore them.
void refuse_mixture(const CLI::App& app) {
    for (const CLI::Option* option : app.get_options())
        if (option->count() > 0)
            throw CLI::ValidationError(option->get_name() + " belongs to the window and cannot be used with '" +
                                       app.get_subcommands().front()->get_name() + "'");
}

/// Throws if an option or argument is given an empty text: '-o ""' is a mistake of a script, not standard output.
void refuse_empty(const CLI::App& app) {
    for (const CLI::Option* option : app.get_options())
        if (option->get_expected_min() > 0 && std::ranges::count(option->results(), "") > 0)
            throw CLI::ValidationError(option->get_name(), "the text is empty");
    for (const CLI::App* command : app.get_subcommands()) refuse_empty(*command);
}

int report_usage_error(const CLI::App& app, const CLI::ParseError& error) {
    const auto subcommands = app.get_subcommands();
    const std::string command =
        subcommands.empty() ? app.get_name() : app.get_name() + " " + subcommands.front()->get_name();
    std::cerr << printable_lines(fmt::format("{}: {}\nTry '{} --help'.\n", command, error.what(), command));
    return kExitUsageError;
}

/// Prints one line; file names may contain line breaks.
int report_failure(const std::string& what) {
    std::string line = what;
    std::replace(line.begin(), line.end(), '\n', ' ');
    std::cerr << "convscope: " << printable(line) << '\n';
    return kExitFailure;
}

/// The exit code, which is that of a failure if standard output has not taken all that was printed.
int after_printing(int code) {
    if (std::cout.flush()) return code;
    return report_failure("standard output cannot be written; check the disk or the program that reads it");
}

int run_safely(const Action& action) {
    try {
        action();
        return after_printing(kExitSuccess);
    } catch (const PartialFailure& failure) {
        for (const std::string& sentence : failure.sentences()) report_failure(sentence);
        return after_printing(kExitFailure);
    } catch (const MemoryError& error) {
        return report_failure(error.what());
    } catch (const std::bad_alloc&) {
        return report_failure("there is not enough memory; use a smaller picture or model");
    } catch (const std::exception& error) {
        return report_failure(error.what());
    }
}

/// The options, or the exit code if a file that the window writes is one that it reads.
std::variant<int, WindowOptions> checked_window(WindowOptions options) {
    CommandFiles files{.inputs = {options.session.string()},
                       .outputs = {options.screenshot.string(), options.ui_map.string()}};
    for (const std::filesystem::path& file : options.files) files.inputs.push_back(file.string());
    const int code = run_safely([&files] { refuse_overwriting(files); });
    if (code != kExitSuccess) return code;
    return options;
}

}  // namespace

std::variant<int, WindowOptions> parse_command_line(int argc, const char* const* argv,
                                                    const std::filesystem::path& assets) {
    CLI::App app("Convolution and pooling made visible. Without a subcommand the window opens.", "convscope");
    app.set_version_flag("--version", "convscope " CONVSCOPE_VERSION);
    app.require_subcommand(0, 1);
    WindowArguments window;
    add_window_options(app, window);
    Action action;
    for (const auto add :
         {add_filter_command, add_summary_command, add_predict_command, add_run_command, add_explain_command,
          add_evaluate_command, add_train_command, add_dataset_command, add_convert_command, add_completion_command})
        add(app, action);
    add_lesson_command(app, action, assets);
    try {
        if (argc > 1) refuse_unknown_command(app, argv[1]);
        app.parse(argc, argv);
        refuse_empty(app);
        if (!action) return checked_window(window_options(window));
        refuse_mixture(app);
    } catch (const CLI::Success& help_or_version) {
        return after_printing(app.exit(help_or_version, std::cout, std::cerr));
    } catch (const CLI::ParseError& error) {
        return report_usage_error(app, error);
    }
    return run_safely(action);
}

}  // namespace convscope
