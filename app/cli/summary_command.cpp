// `convscope summary`: prints a model's layers as a table.
#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "app/cli/command.h"
#include "app/cli/json.h"
#include "app/cli/options/model_argument.h"
#include "app/cli/output.h"
#include "core/nn/input/picture_shape.h"
#include "core/nn/inspect/summary.h"

namespace convscope {

namespace {

struct SummaryArguments {
    ModelArgument model;
    Output output;
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

void run_summary(const SummaryArguments& a) {
    const nn::Model model = a.model.load();
    const nn::Summary summary =
        summarise(nn::default_picture_input(model) == 0 ? nn::with_picture_input(model) : model);
    a.output.write(a.output.json ? summary_json(summary).dump(2) + "\n" : to_text(summary));
}

}  // namespace

void add_summary_command(CLI::App& app, Action& action) {
    CLI::App* command = app.add_subcommand("summary", "Print a model's layers, shapes and parameters");
    const auto arguments = std::make_shared<SummaryArguments>();
    arguments->model.add_options(*command);
    arguments->output.add_options(*command);
    command->callback([arguments, &action] { action = [arguments] { run_summary(*arguments); }; });
}

}  // namespace convscope
