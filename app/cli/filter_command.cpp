// `convscope filter`: the Filter Lab's engine without the window.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "app/cli/command.h"
#include "app/cli/options/number_checks.h"
#include "app/cli/output.h"
#include "app/cli/reports/filter_report.h"
#include "core/base/counted.h"
#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/base/text/printable.h"
#include "core/filter/kernel.h"
#include "core/filter/presets.h"
#include "core/image/files/save.h"
#include "core/io/npy/npy.h"
#include "core/io/picture_file.h"

namespace convscope {

namespace {

/// The values of the options. Names are looked up in the tables of settings.h and picture.h.
struct FilterArguments {
    std::string input, output;
    std::optional<std::string> kernel, preset, pixel;
    std::optional<float> weight, bias;
    std::optional<int> median;
    bool transpose = false, flip = false, json = false;
    FilterSettings settings;
    Channel channel = Channel::grey;
};

struct Position {
    int row, col;
};

std::string joined(std::span<const std::string_view> names) {
    return fmt::format("{}", fmt::join(names, ", "));
}

/// An option whose value is one of `names`, in the order of the enumeration.
template <typename Enum>
void add_choice(CLI::App& command, const std::string& flag, Enum& value, std::span<const std::string_view> names,
                const std::string& help) {
    const auto choose = [&value, names, flag](const std::string& text) {
        const auto found = std::find(names.begin(), names.end(), text);
        if (found == names.end()) throw CLI::ValidationError(flag + ": '" + text + "' is not one of " + joined(names));
        value = static_cast<Enum>(found - names.begin());
    };
    const std::string first(names[static_cast<std::size_t>(value)]);
    command.add_option_function<std::string>(flag, choose, help + " [" + first + "]")
        ->type_name(fmt::format("{}", fmt::join(names, "|")));
}

std::string preset_table() {
    std::string table;
    for (const Preset& preset : presets()) table += fmt::format("  {:<22} {}\n", preset.slug, preset.name.english());
    return table;
}

void add_options(CLI::App& command, FilterArguments& a) {
    FilterSettings& s = a.settings;
    command.add_option("IN", a.input, "a picture, an .npy array or a text of numbers")->required();
    command.add_option("-o,--output", a.output, "write the filtered (with --pool: pooled) picture; .npy or .png")
        ->type_name("OUT");
    command.add_option("--kernel", a.kernel, "rows of numbers, \"-1,0,1;-2,0,2;-1,0,1\" [the identity]")
        ->type_name("ROWS");
    command.add_option("--preset", a.preset, "a filter by name, with its weight and bias")->type_name("NAME");
    command.add_option("--median", a.median, "instead of a sum, the middle one of the N x N values of each window")
        ->type_name("N")
        ->check(CLI::IsMember({3, 5, 7}));
    require_finite(*command.add_option("--weight", a.weight, "multiplies the sum [1]")->type_name("W"));
    require_finite(*command.add_option("--bias", a.bias, "is added after the weight [0]")->type_name("B"));
    command.add_flag("--transpose", a.transpose, "exchange the filter's rows and columns");
    command.add_flag("--flip", a.flip, "rotate the filter by 180 degrees: true convolution");
    add_choice(command, "--border", s.border, kBorderNames, "treatment of the border");
    command.add_option("--stride", s.stride, "step between windows [1]")
        ->type_name("N")
        ->check(CLI::Range(1, kMaxStride));
    command.add_option("--dilation", s.dilation, "distance between the window's pixels [1]")
        ->type_name("N")
        ->check(CLI::Range(1, kMaxDilation));
    add_choice(command, "--activation", s.activation, kActivationNames, "activation of each result");
    add_choice(command, "--pool", s.pooling, kPoolingNames, "pooling of the filtered picture");
    command.add_option("--pool-size", s.pool_size, "rows and columns of a pooling block [2]")
        ->type_name("N")
        ->check(CLI::Range(kMinPoolSize, kMaxPoolSize));
    add_choice(command, "--channel", a.channel, kChannelNames, "channel of a colour picture");
    command.add_option("--pixel", a.pixel, "print the arithmetic behind this pixel of the filtered picture")
        ->type_name("ROW,COL");
    command.add_flag("--json", a.json, "print one JSON object");
    command.footer("Sizes are rows x columns. Presets:\n" + preset_table());
}

Kernel kernel_from(const std::string& text) {
    try {
        return parse_kernel(text);
    } catch (const LoadError& error) {
        const std::string where = error.where().empty() ? "" : " (" + error.where() + ")";
        throw CLI::ValidationError("--kernel", error.fault() + where + "; " + error.remedy());
    }
}

void apply_preset(const std::string& slug, FilterSettings& settings) {
    const Preset* preset = find_preset(slug);
    if (preset == nullptr) {
        std::vector<std::string_view> slugs;
        for (const Preset& p : presets()) slugs.push_back(p.slug);
        throw CLI::ValidationError("--preset", "'" + slug + "' is not one of " + joined(slugs));
    }
    settings.kernel = preset->kernel;
    settings.weight = preset->weight;
    settings.bias = preset->bias;
}

FilterSettings settings_from(const FilterArguments& a) {
    FilterSettings settings = a.settings;
    if (a.median && (a.kernel || a.preset || a.weight || a.bias || settings.activation != Activation::none))
        throw CLI::ValidationError(
            "--median cannot be used with the options of a sum: --kernel, --preset, --weight, "
            "--bias or --activation");
    if (a.median) {
        settings.kernel = {*a.median, {}};
        settings.median = true;
    }
    if (a.kernel && a.preset) throw CLI::ValidationError("--kernel cannot be used with --preset");
    if (a.kernel) settings.kernel = kernel_from(*a.kernel);
    if (a.preset) apply_preset(*a.preset, settings);
    if (a.weight) settings.weight = *a.weight;
    if (a.bias) settings.bias = *a.bias;
    if (a.transpose) settings.kernel = transposed(settings.kernel);
    if (a.flip) settings.kernel = flipped(settings.kernel);
    if (settings.border == Border::keep && settings.stride != 1)
        throw CLI::ValidationError("--stride must be 1 with --border keep: every pixel keeps its place");
    return settings;
}

std::optional<Position> position_from(const std::optional<std::string>& text) {
    if (!text) return std::nullopt;
    Position position{};
    const char* const end = text->data() + text->size();
    const auto [after_row, row_error] = std::from_chars(text->data(), end, position.row);
    const bool has_comma = after_row != end && *after_row == ',';
    const auto [after, col_error] = std::from_chars(has_comma ? after_row + 1 : end, end, position.col);
    if (row_error != std::errc{} || col_error != std::errc{} || after != end)
        throw CLI::ValidationError("--pixel", "'" + *text + "' is not ROW,COL such as 10,20");
    return position;
}

std::string extension(const std::filesystem::path& file) {
    std::string text = file.extension().string();
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

void check_output(const FilterArguments& a) {
    if (a.output.empty()) {
        if (!a.pixel && !a.json) throw CLI::ValidationError("-o is required unless --pixel or --json is given");
    } else if (extension(a.output) != ".npy" && extension(a.output) != ".png") {
        throw CLI::ValidationError("-o: '" + a.output + "' ends neither in .npy nor in .png");
    }
}

void explain(FilterRun& run, const Geometry& g, Position at) {
    if (at.row < 0 || at.row >= g.rows.output || at.col < 0 || at.col >= g.cols.output)
        throw std::out_of_range(
            fmt::format("--pixel {},{} is outside the filtered picture; its rows are 0 to {}, its columns 0 to {}.",
                        at.row, at.col, g.rows.output - 1, g.cols.output - 1));
    run.pixel = explain_pixel(run.plane, run.settings, at.row, at.col);
    const int row = at.row / g.rows.pool_size, col = at.col / g.cols.pool_size;
    if (run.settings.pooling != Pooling::none && row < g.rows.pooled && col < g.cols.pooled)
        run.pool = explain_pool(run.plane, run.settings, row, col);
}

/// Warns if values are NaN or infinite: the ranges in the report leave them out.
void warn_of_not_finite(const std::string& file, const FloatImage& image) {
    std::int64_t count = 0;
    for (int r = 0; r < image.rows(); ++r)
        count += std::count_if(image.row(r), image.row(r) + image.cols(), [](float v) { return !std::isfinite(v); });
    if (count == 0) return;
    std::cerr << printable_lines(
        fmt::format("convscope: {}: {} of {} in the output are NaN or infinity, because the picture has such values.\n",
                    file, count, counted(image.size().area(), "value")));
}

void run_filter(const FilterArguments& a, const FilterSettings& settings, std::optional<Position> pixel) {
    if (!a.output.empty()) {
        refuse_same_file(a.output, a.input);
        check_writable(a.output);
    }
    FilterRun run;
    run.input = a.input;
    run.channel = a.channel;
    run.settings = settings;
    run.plane = channel_plane(load_picture_file(a.input), a.channel);
    if (const std::string problem = geometry_problem(run.plane.size(), settings); !problem.empty())
        throw std::invalid_argument(a.input + ": " + problem);
    // If no pooling block fits, the report still shows the filtered picture, but a file cannot hold the requested
    // pooled picture.
    if (const std::string problem = pooling_problem(run.plane.size(), settings); !problem.empty() && !a.output.empty())
        throw std::invalid_argument(a.input + ": " + problem + " Choose --pool none.");
    if (pixel) explain(run, geometry(run.plane.size(), settings), *pixel);
    filter(run.plane, settings, run.result);
    const FloatImage& output_image = settings.pooling == Pooling::none ? run.result.filtered : run.result.pooled;
    if (extension(a.output) == ".npy") save_npy(a.output, output_image);
    if (extension(a.output) == ".png") save_png(a.output, output_image);
    std::cout << printable_lines(a.json ? json_report(run) : text_report(run));
    warn_of_not_finite(a.input, output_image);
}

}  // namespace

void add_filter_command(CLI::App& app, Action& action) {
    CLI::App* command = app.add_subcommand("filter", "Filter, activate and pool a picture");
    const auto arguments = std::make_shared<FilterArguments>();
    add_options(*command, *arguments);
    command->callback([arguments, &action] {
        check_output(*arguments);
        const FilterSettings settings = settings_from(*arguments);
        const std::optional<Position> pixel = position_from(arguments->pixel);
        action = [arguments, settings, pixel] { run_filter(*arguments, settings, pixel); };
    });
}

}  // namespace convscope
