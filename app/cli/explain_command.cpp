// `convscope explain`: prints the arithmetic behind one value of a layer.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "app/cli/classification.h"
#include "app/cli/command.h"
#include "app/cli/options/input_option.h"
#include "app/cli/options/model_argument.h"
#include "app/cli/options/preprocessing_option.h"
#include "app/cli/output.h"
#include "app/cli/reports/explain_report.h"
#include "app/cli/reports/explain_why.h"
#include "core/base/load_error.h"
#include "core/nn/inspect/explain.h"

namespace convscope {

namespace {

struct ExplainArguments {
    ModelArgument model;
    std::string picture, layer;
    std::vector<std::int64_t> at;
    WhyOptions why;
    InputOption inputs;
    PreprocessingOption preprocessing;
    Output output;
};

/// The layer of that name. Throws LoadError.
int layer_index(const nn::Model& model, const std::string& name, const std::string& file) {
    if (const std::optional<int> index = model.find(name)) return *index;
    constexpr std::size_t kMaxNames = 20;
    std::vector<std::string> names;
    for (const nn::Node& node : model.nodes()) names.push_back(node.name);
    const std::size_t more = names.size() - std::min(names.size(), kMaxNames);
    names.resize(names.size() - more);
    throw LoadError(file, fmt::format("has no layer \"{}\"", name),
                    fmt::format("choose one of {}", fmt::join(names, ", ")) +
                        (more > 0 ? fmt::format(" and {} more, which convscope summary lists", more) : ""));
}

/// The value's position in the layer's output. Throws LoadError.
nn::Position position(const nn::Node& node, const std::vector<std::int64_t>& at, const std::string& file) {
    nn::Position position = at.size() == 1 ? nn::Position{0, 0, at[0]} : nn::Position{at[0], at[1], at[2]};
    // A value of a flattened picture has an index as well as a row and a column.
    if (at.size() == 1 && node.declared && contains(*node.declared, position))
        position = position_of(node.shape, index_of(*node.declared, position));
    if (!contains(node.shape, position))
        throw LoadError(file,
                        fmt::format("has no value at {} in layer \"{}\", whose shape is {}", fmt::join(at, ","),
                                    node.name, to_string(node.shape)),
                        "count with --at from 0, and stay below the shape");
    return position;
}

std::vector<std::string> files_read_by(const ExplainArguments& a) {
    std::vector<std::string> files = a.model.files();
    files.push_back(a.picture);
    std::ranges::copy(a.inputs.files(), std::back_inserter(files));
    return files;
}

void run_explain(const ExplainArguments& a) {
    if (!a.why.label.empty()) check_map_name(a.output.file);
    a.output.check(files_read_by(a));
    const nn::Model model = a.preprocessing.apply_to(a.model.load(), a.inputs);
    if (!a.why.label.empty()) return explain_class(model, a.picture, a.inputs.load(model), a.layer, a.why, a.output);
    const int layer = layer_index(model, a.layer, a.model.file);
    const nn::Position at = position(model.node(layer), a.at, a.model.file);
    const nn::Plan plan = run_on(model, a.picture, a.inputs.load(model));
    const nn::Explanation explanation = explain(model, layer, at, plan.example(0));
    a.output.write(a.output.json ? json_report(explanation) : text_report(explanation));
}

}  // namespace

void add_explain_command(CLI::App& app, Action& action) {
    CLI::App* command = app.add_subcommand(
        "explain", "Print the arithmetic behind one value of a layer, or where a class's score comes from");
    const auto arguments = std::make_shared<ExplainArguments>();
    arguments->model.add_options(*command);
    command->add_option("PICTURE", arguments->picture, "a picture of any size; none for a model that takes numbers");
    command->add_option("--layer", arguments->layer, "the layer's name, as 'convscope summary' prints it");
    command->add_option("--at", arguments->at, "the value: ROW,COL,CHANNEL, or INDEX in a vector")
        ->delimiter(',')
        ->type_name("ROW,COL,CHANNEL");
    arguments->why.add_options(*command);
    arguments->inputs.add_options(*command);
    arguments->preprocessing.add_options(*command);
    arguments->output.add_options(*command);
    command->callback([arguments, &action] {
        const bool has_why = !arguments->why.label.empty();
        if (has_why && !arguments->at.empty())
            throw CLI::ValidationError("--why explains a class and --at a value: give one of them");
        if (!has_why && arguments->at.empty()) throw CLI::RequiredError("--at, or --why CLASS,");
        if (!has_why && arguments->layer.empty()) throw CLI::RequiredError("--layer");
        if (!has_why && arguments->at.size() != 1 && arguments->at.size() != 3)
            throw CLI::ValidationError("--at needs ROW,COL,CHANNEL, or one INDEX for a vector");
        action = [arguments] { run_explain(*arguments); };
    });
}

}  // namespace convscope
