// The model that a subcommand works on: one file, or two files with its layers and its weights.
#pragma once

#include <span>
#include <string>

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
    /// Loads the model; for `feeds` see load_model(). Throws LoadError.
    nn::Model load(std::span<const NpyArray> feeds = {}) const;
};

}  // namespace convscope
