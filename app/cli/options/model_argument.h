// The model that a subcommand works on: one file, or two files with its layers and its weights.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/io/keras/lambda.h"
#include "core/io/npy/npy.h"
#include "core/nn/model/model.h"

namespace CLI {
class App;
}

namespace convscope {

/// The arguments that all commands with a model share.
struct ModelArgument {
    std::string file;
    std::string weights;  ///< empty if the weights are in `file`
    keras::LambdaMeanings lambdas;

    /// Declares MODEL, --weights and --lambda.
    void add_options(CLI::App& command);
    /// The names of the files that load() reads, also those next to TensorFlow.js's model.json; some may be empty.
    std::vector<std::string> files() const;
    /// Loads the model; for `feeds` see load_model(). Throws LoadError.
    nn::Model load(std::span<const NpyArray> feeds = {}) const;
};

}  // namespace convscope
