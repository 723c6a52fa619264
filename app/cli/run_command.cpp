// `convscope run`: runs a model on tensors from .npy files.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/cli/command.h"
#include "app/cli/options/model_argument.h"
#include "app/cli/output.h"
#include "core/base/counted.h"
#include "core/base/load_error.h"
#include "core/base/text/printable.h"
#include "core/io/npy/npy.h"
#include "core/nn/plan/plan.h"

namespace convscope {

namespace {

namespace fs = std::filesystem;

struct RunArguments {
    ModelArgument model;
    std::string folder;
    std::vector<std::string> inputs;
    bool all_layers = false;
};

/// The number of examples in the array: {N, ...shape} in the layout of the model's file, or a single example without N.
std::int64_t examples_of(const NpyArray& array, const nn::Node& input, const std::string& file) {
    const nn::Layout layout = input.file_layout();
    const nn::Shape shape(array.shape);
    const std::optional<std::int64_t> batch = nn::examples_in(layout, shape);
    if (!batch)
        throw LoadError(file, fmt::format("holds an array of shape {}", to_string(shape)),
                        fmt::format("give an array of shape {}{} for input \"{}\"", to_string(layout),
                                    layout.is_batched() ? " (N: number of examples)" : "", input.name));
    return *batch;
}

/// The examples of an input in the model's axis order. An input without a batch axis is repeated for every example.
std::vector<float> examples(const nn::Layout& layout, const NpyArray& array, std::int64_t batch) {
    if (layout.is_batched()) return nn::from_file_layout(layout, batch, array.values);
    const std::vector<float> one = nn::from_file_layout(layout, 1, array.values);
    std::vector<float> all;
    all.reserve(one.size() * static_cast<std::size_t>(batch));
    for (std::int64_t n = 0; n < batch; ++n) all.insert(all.end(), one.begin(), one.end());
    return all;
}

nn::Plan plan_for(const nn::Model& model, const RunArguments& a, const std::vector<NpyArray>& arrays) {
    if (a.inputs.size() != model.inputs().size())
        throw std::runtime_error(fmt::format("{}: has {}, but --input is given {}; give it once for each input",
                                             a.model.file, counted(model.inputs().size(), "input"),
                                             counted(a.inputs.size(), "time")));
    std::int64_t batch = 1;
    std::optional<std::size_t> first_batched;  // the index of the array that sets the number of examples
    for (std::size_t i = 0; i < arrays.size(); ++i) {
        const nn::Node& input = model.node(model.inputs()[i]);
        const std::int64_t count = examples_of(arrays[i], input, a.inputs[i]);
        if (!input.file_layout().is_batched()) continue;
        if (first_batched && count != batch)
            throw LoadError(a.inputs[i], "holds " + counted(count, "example"),
                            fmt::format("give {}, as many as in {}", batch, a.inputs[*first_batched]));
        if (!first_batched) first_batched = i;
        batch = count;
    }
    nn::Plan plan(model, batch);
    for (std::size_t i = 0; i < arrays.size(); ++i)
        plan.set_input(i, examples(model.node(model.inputs()[i]).file_layout(), arrays[i], plan.batch()));
    return plan;
}

/// The file for a layer's output, without characters that a terminal would obey. A "/" in the name is a scope, not a
/// folder.
std::string file_name(const std::string& layer) {
    std::string name = printable(layer);
    std::ranges::replace(name, '/', '_');
    std::ranges::replace(name, '\\', '_');
    return name + ".npy";
}

/// A file to write, and the node whose values it gets.
struct NodeFile {
    fs::path path;
    int node = 0;
};

/// One file for each output and, if they are wanted, for each layer. Names that differ only in characters which file
/// names cannot have get a number.
std::vector<NodeFile> files_to_write(const nn::Model& model, const RunArguments& a) {
    const fs::path folder = a.folder;
    std::vector<NodeFile> files;
    for (std::size_t i = 0; i < model.outputs().size(); ++i) {
        fs::path path = folder / file_name(model.output_names()[i]);
        if (std::ranges::find(files, path, &NodeFile::path) != files.end())
            path = folder / fmt::format("{}-{}", i + 1, file_name(model.output_names()[i]));
        files.push_back({std::move(path), model.outputs()[i]});
    }
    if (!a.all_layers) return files;
    int number = 0;
    for (int i = 0; i < model.size(); ++i)
        if (!model.node(i).inputs.empty())
            files.push_back({folder / fmt::format("{:02}-{}", ++number, file_name(model.node(i).name)), i});
    return files;
}

void check_files(const std::vector<NodeFile>& files, const RunArguments& a) {
    CommandFiles all{.inputs = a.model.files(), .outputs = {}};
    all.inputs.insert(all.inputs.end(), a.inputs.begin(), a.inputs.end());
    all.outputs.reserve(files.size());
    for (const NodeFile& file : files) all.outputs.push_back(file.path.string());
    refuse_overwriting(all);
}

void save(const nn::Plan& plan, int node, const fs::path& file) {
    nn::Tensor output = nn::to_file_layout(plan.model().node(node).file_layout(), plan.batch(), plan.activation(node));
    save_npy(file, NpyArray{std::move(output.shape.axes), std::move(output.values)});
}

void run_model(const RunArguments& a) {
    check_folder(a.folder);
    std::vector<NpyArray> arrays;
    arrays.reserve(a.inputs.size());
    for (const std::string& input : a.inputs) arrays.push_back(load_npy(input));
    const nn::Model model = a.model.load(arrays);
    const std::vector<NodeFile> files = files_to_write(model, a);
    check_files(files, a);
    nn::Plan plan = plan_for(model, a, arrays);
    plan.run();
    std::error_code error;
    fs::create_directories(a.folder, error);
    for (const NodeFile& file : files) save(plan, file.node, file.path);
}

}  // namespace

void add_run_command(CLI::App& app, Action& action) {
    CLI::App* command = app.add_subcommand("run", "Run a model on .npy arrays and write its outputs");
    const auto arguments = std::make_shared<RunArguments>();
    arguments->model.add_options(*command);
    command
        ->add_option("--input", arguments->inputs,
                     "a batch in the layout of the model's file; one --input per input of the graph, in order")
        ->required()
        ->type_name("X.npy");
    command->add_flag("--all-layers", arguments->all_layers, "write every layer too, as NN-name.npy in order");
    command->add_option("-o,--output", arguments->folder, "the folder to write to")->required()->type_name("DIR");
    command->footer(
        "Values are not scaled and axes are not moved: inputs and outputs have the layout of the model's file (Keras: "
        "N, rows, cols, "
        "channels unless it says channels_first). Outputs are written as NAME.npy.");
    command->callback([arguments, &action] { action = [arguments] { run_model(*arguments); }; });
}

}  // namespace convscope
