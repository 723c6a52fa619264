#include "app/cli/preprocessing_option.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>
#include <vector>

#include "core/nn/input/opening.h"

namespace convscope {

void PreprocessingOption::add_options(CLI::App& command) {
    const std::vector<std::string> names(nn::kInputRangeNames.begin(), nn::kInputRangeNames.end());
    command
        .add_option("--scale", scale,
                    "range that pixel values 0..255 are converted to [from the model file, or guessed]")
        ->type_name("0..1|0..255|-1..1|imagenet")
        ->check(CLI::IsMember(names));
}

nn::Model PreprocessingOption::apply_to(const nn::Model& model) const {
    nn::Model opened = nn::as_opened(model);
    if (scale.empty()) return opened;
    const auto range =
        static_cast<nn::InputRange>(std::ranges::find(nn::kInputRangeNames, scale) - nn::kInputRangeNames.begin());
    const nn::Shape& shape = opened.node(opened.inputs().front()).shape;
    if (range == nn::InputRange::imagenet && shape.is_image() && shape.channels() == 1)
        throw std::runtime_error(
            "--scale imagenet is for colour pictures, and the model takes grey pictures; choose another range");
    nn::ModelInfo info = opened.info();
    info.preprocessing = nn::with_range(info.preprocessing, range);
    info.preprocessing_known = true;
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
