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
    command.add_option("--scale", scale, "range that the model gets for 0..255 [from its file, or guessed]")
        ->type_name("0..1|0..255|-1..1|imagenet")
        ->check(CLI::IsMember(names));
}

nn::Model PreprocessingOption::apply_to(const nn::Model& model) const {
    nn::Model ready = nn::as_opened(model);
    if (scale.empty()) return ready;
    const auto range =
        static_cast<nn::InputRange>(std::ranges::find(nn::kInputRangeNames, scale) - nn::kInputRangeNames.begin());
    const nn::Shape& shape = ready.node(ready.inputs().front()).shape;
    if (range == nn::InputRange::imagenet && shape.is_image() && shape.channels() == 1)
        throw std::runtime_error("--scale imagenet is for colours, and the model takes grey pictures");
    nn::ModelInfo info = ready.info();
    info.preprocessing = nn::with_range(info.preprocessing, range);
    info.preprocessing_known = true;
    return ready.with_info(std::move(info));
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
    return fmt::format("Pictures go in as {}, a guess: {}. --scale sets it.\n",
                       nn::kInputRangeNames.at(static_cast<std::size_t>(*range)), info.preprocessing_reason);
}

}  // namespace convscope
