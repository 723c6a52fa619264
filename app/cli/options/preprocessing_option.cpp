#include "app/cli/options/preprocessing_option.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/nn/input/opening.h"
#include "core/nn/input/picture_shape.h"

namespace convscope {

namespace {

/// One number for all colours, or three with commas between them; nullopt for another text.
std::optional<std::array<double, 3>> colours_in(std::string_view text) {
    constexpr double kMax = 1e6;
    std::array<double, 3> colours{};
    std::size_t count = 0;
    for (const char *next = text.data(), *end = next + text.size(); count < colours.size(); ++next) {
        const auto [rest, error] = std::from_chars(next, end, colours.at(count));
        if (error != std::errc() || !(std::abs(colours.at(count)) <= kMax)) return std::nullopt;
        ++count;
        next = rest;
        if (next == end) break;
        if (*next != ',') return std::nullopt;
    }
    if (count == 1) colours.fill(colours[0]);
    const auto commas = static_cast<std::size_t>(std::ranges::count(text, ','));
    if (count == 2 || commas + 1 != count) return std::nullopt;
    return colours;
}

struct Statistics {
    std::array<double, 3> mean, deviation;
};

/// "0.1307/0.3081": a mean and a deviation, each for all colours or for red, green and blue.
std::optional<Statistics> statistics_in(std::string_view text) {
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const auto mean = colours_in(text.substr(0, slash)), deviation = colours_in(text.substr(slash + 1));
    constexpr double kMinDeviation = 1e-6;
    const auto is_small = [](double value) { return std::abs(value) < kMinDeviation; };
    if (!mean || !deviation || std::ranges::any_of(*deviation, is_small)) return std::nullopt;
    return Statistics{*mean, *deviation};
}

std::optional<nn::InputRange> named_range(std::string_view name) {
    const auto found = std::ranges::find(nn::kInputRangeNames, name);
    if (found == nn::kInputRangeNames.end()) return std::nullopt;
    return static_cast<nn::InputRange>(found - nn::kInputRangeNames.begin());
}

/// The reason why --scale cannot have this value; empty if it can.
std::string scale_problem(const std::string& text) {
    if (named_range(text) || statistics_in(text)) return {};
    return fmt::format("{} is neither one of {} nor a mean and deviation such as 0.1307/0.3081", text,
                       fmt::join(nn::kInputRangeNames, ", "));
}

}  // namespace

void PreprocessingOption::add_options(CLI::App& command) {
    command
        .add_option(
            "--scale", scale,
            fmt::format("values that pixels become: {}, or MEAN/DEVIATION of values in 0..1, one number each or "
                        "three with commas [from the model file, or guessed]",
                        fmt::join(nn::kInputRangeNames, ", ")))
        ->type_name("RANGE|MEAN/DEVIATION")
        ->check(CLI::Validator(scale_problem, ""));
}

nn::Model PreprocessingOption::apply_to(const nn::Model& model, const InputOption& inputs) const {
    const auto as_opened = std::make_shared<const nn::Model>(nn::as_opened(model));
    nn::Model opened = *nn::with_notes(as_opened, inputs.notes_for(*as_opened));
    if (scale.empty()) return opened;
    nn::ModelInfo info = opened.info();
    info.preprocessing_known = true;
    if (const auto range = named_range(scale)) {
        const std::optional<nn::Shape> shape = nn::picture_shape(opened.node(opened.inputs().front()).shape);
        if (nn::input_choice(*range).is_colour && shape && shape->channels() == 1)
            throw std::runtime_error(fmt::format(
                "--scale {} is for colour pictures, and the model takes grey pictures; choose another range", scale));
        info.preprocessing = nn::with_range(info.preprocessing, *range);
    } else if (const auto statistics = statistics_in(scale)) {
        info.preprocessing = nn::with_statistics(info.preprocessing, statistics->mean, statistics->deviation);
    }
    return opened.with_info(std::move(info));
}

nlohmann::ordered_json preprocessing_report(const nn::ModelInfo& info, const PreprocessingOption& option) {
    const nn::Preprocessing& p = info.preprocessing;
    nlohmann::ordered_json report;
    const auto range = nn::range_of(p);
    report["range"] = nullptr;
    if (range) report["range"] = nn::kInputRangeNames.at(static_cast<std::size_t>(*range));
    report["scale"] = p.scale;
    report["offset"] = p.offset;
    report["inversion"] = nn::kInversionNames.at(static_cast<std::size_t>(p.inversion));
    report["order"] = nn::kColourOrderNames.at(static_cast<std::size_t>(p.order));
    report["origin"] = !option.scale.empty() ? "option" : info.preprocessing_known ? "file" : "guess";
    if (option.scale.empty() && !info.preprocessing_known) report["reason"] = info.preprocessing_reason;
    return report;
}

std::string guess_text(const nn::ModelInfo& info) {
    const auto range = nn::range_of(info.preprocessing);
    if (info.preprocessing_known || !range) return {};
    return fmt::format("The range {} of the input is a guess: {}. Set it with --scale.\n",
                       nn::kInputRangeNames.at(static_cast<std::size_t>(*range)), info.preprocessing_reason);
}

}  // namespace convscope
