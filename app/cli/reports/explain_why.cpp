#include "app/cli/reports/explain_why.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "app/cli/classification.h"
#include "app/cli/json.h"
#include "app/cli/options/number_checks.h"
#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/base/text/addends.h"
#include "core/base/text/printable.h"
#include "core/image/colours/colour_policy.h"
#include "core/image/colours/map_overlay.h"
#include "core/image/colours/value_histogram.h"
#include "core/image/files/save.h"
#include "core/io/npy/npy.h"
#include "core/nn/attribution/class_maps.h"
#include "core/nn/attribution/explainable.h"
#include "core/nn/input/input_pixels.h"
#include "core/nn/inspect/classes.h"

namespace convscope {

namespace {

constexpr std::array<std::string_view, 4> kMethods{"contribution", "grad-cam", "saliency", "occlusion"};
constexpr double kNoRest = 1e-4;  ///< a rest below this part of the score is rounding

/// A map with its place on the picture and the magnitude at the ends of its colours.
struct ClassMap {
    FloatImage values;
    nn::PlaceGrid grid;
    float largest = 1;
    std::string layer;  ///< empty for maps of pixels
};

struct WhyQuestion {
    const nn::Model& model;
    std::vector<std::span<const float>> inputs;
    std::int64_t index = 0;
    const WhyOptions& options;
};

std::int64_t class_index(const nn::Model& model, const std::string& label) {
    const std::int64_t classes = model.node(model.outputs().front()).shape.count();
    for (std::int64_t i = 0; i < classes; ++i)
        if (nn::class_label(model, static_cast<std::size_t>(i)) == label) return i;
    std::int64_t number = -1;
    const auto [end, error] = std::from_chars(label.data(), label.data() + label.size(), number);
    if (error == std::errc() && end == label.data() + label.size() && number >= 0 && number < classes) return number;
    std::vector<std::string> names;
    constexpr std::int64_t kNamed = 12;
    for (std::int64_t i = 0; i < std::min(classes, kNamed); ++i)
        names.push_back(printable(nn::class_label(model, static_cast<std::size_t>(i))));
    throw std::runtime_error(fmt::format("the model has no class \"{}\"; give a number from 0 to {} or a name: {}{}",
                                         printable(label), classes - 1, fmt::join(names, ", "),
                                         classes > kNamed ? ", ..." : ""));
}

int layer_of(const nn::Model& model, const std::string& name) {
    const std::vector<int> nodes = nn::nodes_with_places(model);
    if (name.empty()) return nn::last_node_with_places(model).value_or(nodes.back());
    std::vector<std::string> names;
    for (const int node : nodes) {
        if (model.node(node).name == name) return node;
        names.push_back(printable(model.node(node).name));
    }
    throw std::runtime_error(fmt::format("\"{}\" is not a layer with rows and columns before the scores; those are {}",
                                         printable(name), fmt::join(names, ", ")));
}

/// The place and value of largest magnitude.
struct Peak {
    int row = 0, col = 0;
    float value = 0;
};
Peak peak_of(const FloatImage& map) {
    Peak peak;
    for (int r = 0; r < map.rows(); ++r)
        for (int c = 0; c < map.cols(); ++c)
            if (std::abs(map.at(r, c)) > std::abs(peak.value)) peak = {r, c, map.at(r, c)};
    return peak;
}

/// The balance as text; puts the exact numbers into `json`.
std::string balance_text(const WhyQuestion& question, const nn::ScoreBalance& balance, int node, Json& json) {
    const nn::Node& layer = question.model.node(node);
    const bool has_rest = std::abs(balance.rest) > kNoRest * (1 + std::abs(balance.score));
    std::vector<double> parts{balance.contributions, balance.biases};
    if (has_rest) parts.push_back(balance.rest);
    parts = rounded_addends(parts, balance.score, 4);
    json["contributions"] = balance.contributions;
    json["biases"] = balance.biases;
    json["rest"] = balance.rest;
    std::string text = fmt::format("  {:>12.4f}  contributions of the {} x {} places of {}\n", parts[0],
                                   layer.shape.rows(), layer.shape.cols(), printable(layer.name));
    text += fmt::format("+ {:>12.4f}  biases of the layers after it\n", parts[1]);
    if (has_rest) {
        const std::string reason = nn::rest_reason(question.model, node);
        json["rest_reason"] = reason;
        text += fmt::format("+ {:>12.4f}  rest: {}\n", parts[2], printable(reason));
    }
    return text + fmt::format("= {:>12.4f}  score\n", balance.score);
}

/// A map that follows from gradients; adds the balance to `text`.
ClassMap gradient_map(const WhyQuestion& question, int node, std::string& text, Json& json) {
    nn::ScoreGradient gradient(question.model);
    for (std::size_t i = 0; i < question.inputs.size(); ++i) gradient.set_input(i, question.inputs[i]);
    gradient.run(question.index);
    nn::ClassMaps maps = nn::class_maps(gradient, node);
    json["score"] = maps.balance.score;
    text += balance_text(question, maps.balance, node, json);
    const nn::CommonRange range = nn::common_range(gradient, node, question.index).value();
    if (question.options.method == "saliency") return {std::move(maps.saliency), {}, range.slopes, {}};
    const bool is_grad_cam = question.options.method == "grad-cam";
    return {std::move(is_grad_cam ? maps.grad_cam : maps.contribution), nn::place_grid(question.model, node),
            is_grad_cam ? range.grad_cam : range.contributions, question.model.node(node).name};
}

ClassMap occlusion_of(const WhyQuestion& question, Json& json) {
    const WhyOptions& options = question.options;
    nn::Occlusion occlusion = nn::suggested_occlusion(question.model);
    if (options.side > 0) occlusion.side = options.side;
    if (options.stride > 0) occlusion.stride = options.stride;
    const auto fill = std::ranges::find(nn::kOcclusionFillNames, options.fill) - nn::kOcclusionFillNames.begin();
    occlusion.fill = static_cast<nn::OcclusionFill>(fill);
    auto map = nn::occlusion_map(question.model, {}, question.inputs, question.index, occlusion);
    json["side"] = occlusion.side;
    json["step"] = occlusion.stride;
    json["fill"] = options.fill;
    const float largest = std::max(ValueHistogram(map->score).largest(kClippedShare), nn::kLeastScoreChange);
    const auto step = static_cast<double>(occlusion.stride);
    return {std::move(map->score), {{0.5 - step / 2, step}, {0.5 - step / 2, step}}, largest, {}};
}

void save_map(const std::filesystem::path& file, const WhyQuestion& question, const ClassMap& map) {
    const std::string extension = file.extension().string();
    if (extension == ".npy") return save_npy(file, map.values);
    if (extension == ".csv") {
        std::string text;
        for (int r = 0; r < map.values.rows(); ++r)
            for (int c = 0; c < map.values.cols(); ++c)
                text += fmt::format("{}{}", map.values.at(r, c), c + 1 < map.values.cols() ? "," : "\n");
        return write_file_atomically(file, text);
    }
    const ColourBytes picture = nn::input_pixels(question.model, question.inputs.front());
    const Range shown = shown_range(ColourMap::diverging, {-map.largest, map.largest});
    const ColourBytes bytes = overlay(picture,
                                      {.map = map.values,
                                       .scale = {ColourMap::diverging, shown},
                                       .opacity = question.options.opacity,
                                       .first_row = map.grid.rows.first,
                                       .first_col = map.grid.cols.first,
                                       .row_step = map.grid.rows.step,
                                       .col_step = map.grid.cols.step},
                                      overlay_export_factor(picture.size));
    save_png(file, bytes.size, 3, bytes.values);
}

Json map_json(const FloatImage& map) {
    Json rows = Json::array();
    for (int r = 0; r < map.rows(); ++r) rows.push_back(std::vector<float>(map.row(r), map.row(r) + map.cols()));
    return rows;
}

}  // namespace

void check_map_name(const std::string& file) {
    if (file.empty()) return;
    const std::string extension = std::filesystem::path(file).extension().string();
    if (extension != ".npy" && extension != ".png" && extension != ".csv")
        throw LoadError(file, "is no name of a map", "end it with .npy, .csv or .png");
}

void WhyOptions::add_options(CLI::App& command) {
    command.add_option("--why", label, "explain the score of this class: its name or its number")->type_name("CLASS");
    command.add_option("--method", method, "contribution, grad-cam, saliency or occlusion [contribution]")
        ->type_name("METHOD")
        ->check(CLI::IsMember(std::vector<std::string>(kMethods.begin(), kMethods.end())));
    command.add_option("--fill", fill, "for occlusion: black, grey, mean, blur or noise [grey]")
        ->type_name("FILL")
        ->check(
            CLI::IsMember(std::vector<std::string>(nn::kOcclusionFillNames.begin(), nn::kOcclusionFillNames.end())));
    command.add_option("--side", side, "for occlusion: the patch's side in pixels [5 of 28]")
        ->type_name("PIXELS")
        ->check(CLI::Range(1, 512));
    command.add_option("--step", stride, "for occlusion: the distance between patches [1 of 28]")
        ->type_name("PIXELS")
        ->check(CLI::Range(1, 512));
    command.add_option("--opacity", opacity, "of the map over the picture in a PNG [0.75]")->type_name("0..1");
    require_between(*command.get_option("--opacity"), 0, 1);
}

void explain_class(const nn::Model& model, const std::string& picture, const nn::Feeds& feeds, const std::string& layer,
                   const WhyOptions& options, const Output& output) {
    if (const std::string fault = nn::explanation_fault(model); !fault.empty()) throw std::runtime_error(fault);
    const std::int64_t index = class_index(model, options.label);
    const int node = layer_of(model, layer);
    const nn::Plan plan = run_on(model, picture, feeds);
    WhyQuestion question{model, {}, index, options};
    for (const int input : model.inputs()) question.inputs.push_back(plan.activation(input));
    const std::span<const float> outputs = plan.activation(model.outputs().front());
    if (const std::string note = nn::not_finite_note(outputs); !note.empty()) throw std::runtime_error(note);
    const std::string name = nn::class_label(model, static_cast<std::size_t>(index));
    const float answer = outputs[static_cast<std::size_t>(index)];
    Json json{{"class", index}, {"label", name}, {"answer", answer}, {"method", options.method}};
    std::string text =
        fmt::format("{} ({}): {}\n", printable(name), index, nn::answer_text(double{answer}, answer_unit(model)));
    const ClassMap map =
        options.method == "occlusion" ? occlusion_of(question, json) : gradient_map(question, node, text, json);
    const Peak peak = peak_of(map.values);
    text += fmt::format("{}: {} x {} values, the strongest at row {}, column {}: {:.6g}\n", options.method,
                        map.values.rows(), map.values.cols(), peak.row, peak.col, peak.value);
    if (!map.layer.empty()) json["layer"] = map.layer;
    json["rows"] = map.values.rows();
    json["cols"] = map.values.cols();
    json["map"] = map_json(map.values);
    if (!output.file.empty()) save_map(output.file, question, map);
    Output{.json = output.json}.write(output.json ? json_text(json) : text);
}

}  // namespace convscope
