// `convscope run`: raw tensors through a model, as .npy.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/cli/command.h"
#include "core/io/model_file.h"
#include "core/io/npy.h"
#include "core/load_error.h"
#include "core/nn/plan/plan.h"

namespace convscope {

namespace {

namespace fs = std::filesystem;

struct Arguments {
    std::string model, folder;
    std::vector<std::string> inputs;
    bool all_layers = false;
};

/// The array's examples: {N, ...shape}, or a single one without N.
std::int64_t examples_in(const NpyArray& array, const nn::Node& input, const std::string& file) {
    const std::vector<std::int64_t>& wanted = input.shape.axes;
    if (array.shape == wanted) return 1;
    if (!array.shape.empty() && array.shape.front() > 0 &&
        std::equal(array.shape.begin() + 1, array.shape.end(), wanted.begin(), wanted.end()))
        return array.shape.front();
    throw LoadError(file, fmt::format("holds {}", to_string(nn::Shape(array.shape))),
                    fmt::format("input \"{}\" wants N, {}", input.name, to_string(input.shape)));
}

nn::Plan plan_for(const nn::Model& model, const Arguments& a) {
    if (a.inputs.size() != model.inputs().size())
        throw std::runtime_error(fmt::format("{}: has {} inputs, but {} --input are given", a.model,
                                             model.inputs().size(), a.inputs.size()));
    std::vector<NpyArray> arrays;
    std::int64_t batch = 0;
    for (std::size_t i = 0; i < a.inputs.size(); ++i) {
        arrays.push_back(load_npy(a.inputs[i]));
        const std::int64_t own = examples_in(arrays.back(), model.node(model.inputs()[i]), a.inputs[i]);
        if (i > 0 && own != batch)
            throw LoadError(a.inputs[i], fmt::format("holds {} examples", own),
                            fmt::format("{} as in {} would work", batch, a.inputs[0]));
        batch = own;
    }
    nn::Plan plan(model, batch);
    for (std::size_t i = 0; i < arrays.size(); ++i) plan.set_input(i, arrays[i].values);
    return plan;
}

/// A layer's name as a file's: scopes in it are no folders.
std::string file_name(std::string layer) {
    std::ranges::replace(layer, '/', '_');
    return layer + ".npy";
}

void save(const nn::Plan& plan, int node, const fs::path& file) {
    NpyArray array;
    array.shape = plan.model().node(node).shape.axes;
    array.shape.insert(array.shape.begin(), plan.batch());
    array.values.assign(plan.activation(node).begin(), plan.activation(node).end());
    save_npy(file, array);
}

void run(const Arguments& a) {
    const nn::Model model = load_model(a.model);
    nn::Plan plan = plan_for(model, a);
    plan.run();
    const fs::path folder = a.folder;
    std::error_code error;
    fs::create_directories(folder, error);
    if (!fs::is_directory(folder, error)) throw LoadError(a.folder, "cannot be made a folder", "another -o would work");
    for (const int output : model.outputs()) save(plan, output, folder / file_name(model.node(output).name));
    if (!a.all_layers) return;
    int number = 0;
    for (int i = 0; i < model.size(); ++i)
        if (!model.node(i).inputs.empty())
            save(plan, i, folder / fmt::format("{:02}-{}", ++number, file_name(model.node(i).name)));
}

}  // namespace

void add_run_command(CLI::App& app, Action& action) {
    CLI::App* command = app.add_subcommand("run", "Run a model on .npy arrays and write its outputs");
    const auto arguments = std::make_shared<Arguments>();
    command->add_option("MODEL", arguments->model, "a model")->required();
    command->add_option("--input", arguments->inputs, "N, rows, cols, channels as the model takes them; one per input")
        ->required()
        ->type_name("X.npy");
    command->add_flag("--all-layers", arguments->all_layers, "write every layer as NN-name.npy too, in their order");
    command->add_option("-o,--output", arguments->folder, "the folder to write to")->required()->type_name("DIR");
    command->footer("Nothing is scaled. Outputs are written as NAME.npy, channels last.");
    command->callback([arguments, &action] { action = [arguments] { run(*arguments); }; });
}

}  // namespace convscope
