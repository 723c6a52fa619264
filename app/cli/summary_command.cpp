// `convscope summary`: prints a model's layers as a table.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "app/cli/command.h"
#include "app/cli/json.h"
#include "app/cli/options/model_argument.h"
#include "app/cli/output.h"
#include "core/base/text/printable.h"
#include "core/nn/input/picture_shape.h"
#include "core/nn/inspect/layer_arithmetic.h"
#include "core/nn/inspect/summary.h"

namespace convscope {

namespace {

struct SummaryArguments {
    ModelArgument model;
    Output output;
    bool arithmetic = false;
};

Json field_json(const std::optional<nn::ReceptiveField>& field) {
    if (!field) return nullptr;
    const auto number = [](std::optional<double> stride) { return stride ? Json(*stride) : Json(); };
    return {{"size", {field->rows, field->cols}}, {"stride", {number(field->row_stride), number(field->col_stride)}}};
}

Json summary_json(const nn::Summary& summary) {
    Json layers = Json::array();
    for (const nn::SummaryRow& row : summary.rows)
        layers.push_back({{"name", row.name},
                          {"type", row.type},
                          {"output_shape", row.shape.axes},
                          {"parameters", row.parameters},
                          {"trainable", row.trainable},
                          {"multiply_adds", row.multiply_adds},
                          {"receptive_field", field_json(row.field)},
                          {"inputs", row.inputs}});
    return {{"model", summary.model},
            {"layers", std::move(layers)},
            {"parameters", summary.parameters},
            {"trainable", summary.trainable},
            {"multiply_adds", summary.multiply_adds}};
}

/// Lines such as "conv2d: size (28 - 3) / 1 + 1 = 26; parameters (3 x 3 x 1 + 1) x 64 = 640", one for each layer that
/// has such an arithmetic.
std::string arithmetic_text(const nn::Model& model) {
    std::string text = "\n";
    for (int node = 0; node < model.size(); ++node) {
        std::string line;
        if (const std::string shape = nn::shape_arithmetic(model, node); !shape.empty()) line = "size " + shape;
        if (const std::string parameters = nn::parameter_arithmetic(model, node).formula; !parameters.empty())
            line += (line.empty() ? "parameters " : "; parameters ") + parameters;
        if (!line.empty()) text += fmt::format("{}: {}\n", printable(model.node(node).name), line);
    }
    return text;
}

void put_arithmetic(const nn::Model& model, const nn::Summary& summary, Json& json) {
    for (std::size_t i = 0; i < summary.rows.size(); ++i) {
        const int node = summary.rows[i].node;
        json["layers"][i]["shape_arithmetic"] = nn::shape_arithmetic(model, node);
        json["layers"][i]["parameter_arithmetic"] = nn::parameter_arithmetic(model, node).formula;
    }
}

void run_summary(const SummaryArguments& a) {
    a.output.check(a.model.files());
    nn::Model model = a.model.load();
    if (nn::default_picture_input(model) == 0) model = nn::with_picture_input(model);
    const nn::Summary summary = summarise(model);
    if (!a.output.json) return a.output.write(to_text(summary) + (a.arithmetic ? arithmetic_text(model) : ""));
    Json json = summary_json(summary);
    if (a.arithmetic) put_arithmetic(model, summary, json);
    a.output.write(json_text(json));
}

}  // namespace

void add_summary_command(CLI::App& app, Action& action) {
    CLI::App* command = app.add_subcommand("summary", "Print a model's layers, shapes and parameters");
    const auto arguments = std::make_shared<SummaryArguments>();
    arguments->model.add_options(*command);
    arguments->output.add_options(*command);
    command->add_flag("--arithmetic", arguments->arithmetic,
                      "Also write out how shapes and parameters are computed: (3 x 3 x 1 + 1) x 64 = 640");
    command->callback([arguments, &action] { action = [arguments] { run_summary(*arguments); }; });
}

}  // namespace convscope
