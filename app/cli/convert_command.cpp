// `convscope convert`: writes a model in another format.
#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "app/cli/command.h"
#include "app/cli/options/model_argument.h"
#include "app/cli/output.h"
#include "core/io/model_file.h"

namespace convscope {

namespace {

struct ConvertArguments {
    ModelArgument model;
    std::string output;
};

void run_convert(const ConvertArguments& a) {
    // The model itself may be replaced: the new file has all of it.
    refuse_same_file(a.output, a.model.weights);
    save_model(a.output, a.model.load());
}

}  // namespace

void add_convert_command(CLI::App& app, Action& action) {
    CLI::App* command = app.add_subcommand("convert", "Write a model in another format");
    const auto arguments = std::make_shared<ConvertArguments>();
    arguments->model.add_options(*command);
    command->add_option("-o,--output", arguments->output, "the file to write, .h5 (Keras) or .onnx")
        ->required()
        ->type_name("OUT.h5|OUT.onnx");
    command->callback([arguments, &action] { action = [arguments] { run_convert(*arguments); }; });
}

}  // namespace convscope
