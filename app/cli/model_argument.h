// The model that a subcommand works on: one file, or layers and weights in two.
#pragma once

#include <span>
#include <string>

#include "core/io/npy.h"
#include "core/nn/model/model.h"

namespace CLI {
class App;
}

namespace convscope {

/// The arguments that all commands with a model share.
struct ModelArgument {
    std::string file;
    std::string weights;  ///< empty: in the same file

    /// Declares MODEL and --weights.
    void add_options(CLI::App& command);
    /// The model; `feeds` as in load_model(). Throws LoadError.
    nn::Model load(std::span<const NpyArray> feeds = {}) const;
};

}  // namespace convscope
