#include "app/cli/options/model_argument.h"

#include <CLI/CLI.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/io/model_file.h"

namespace convscope {

void ModelArgument::add_options(CLI::App& command) {
    command.add_option("MODEL", file, "a model: .h5, .keras, .onnx, .tflite, model.json, or a zip with one of them")
        ->required();
    command.add_option("--weights", weights, "the weights, if MODEL holds only the layers of a Keras model")
        ->type_name("FILE.h5");
    command
        .add_option_function<std::vector<std::string>>(
            "--lambda",
            [this](const std::vector<std::string>& texts) {
                try {
                    for (const std::string& text : texts) lambdas.push_back(keras::lambda_meaning(text));
                } catch (const std::invalid_argument& error) {
                    throw CLI::ValidationError("--lambda", error.what());
                }
            },
            "what a Lambda layer of a Keras model computes: nothing, or value x SCALE + OFFSET")
        ->type_name("NAME=identity|NAME=SCALE,OFFSET")
        ->allow_extra_args(false);
}

nn::Model ModelArgument::load(std::span<const NpyArray> feeds) const {
    return load_model(file, weights, {.feeds = feeds, .lambdas = lambdas});
}

}  // namespace convscope
