#include "app/cli/model_argument.h"

#include <CLI/CLI.hpp>

#include "core/io/model_file.h"

namespace convscope {

void ModelArgument::add_options(CLI::App& command) {
    command.add_option("MODEL", file, "a model: .h5, .keras, .onnx or model.json")->required();
    command.add_option("--weights", weights, "the weights, if MODEL holds only the layers of a Keras model")
        ->type_name("FILE.h5");
}

nn::Model ModelArgument::load(std::span<const NpyArray> feeds) const {
    return weights.empty() ? load_model(file, feeds) : load_model(file, weights);
}

}  // namespace convscope
