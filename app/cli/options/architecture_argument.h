// The network that `train` trains: one of the named architectures, or a file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/nn/model/model.h"
#include "core/nn/train/dataset.h"

namespace CLI {
class App;
}

namespace convscope {

struct ArchitectureArgument {
    std::string name;  ///< "course", "plain" or a file
    std::optional<int> filters, convolutions;

    /// Declares --arch, --filters and --convolutions.
    void add_options(CLI::App& command);
    /// Throws CLI::ValidationError if --filters or --convolutions are given for another network than course.
    void validate() const;
    /// True if it is no file.
    bool is_named() const;
    /// The named network for these pictures, with random weights. Without names of their own, pictures like
    /// Fashion-MNIST's get its class names.
    nn::Model build(const nn::Dataset& data, std::uint64_t seed) const;
    /// The model of the file. Its weights, if it has any, are trained on; random ones come from the seed. Throws
    /// LoadError.
    nn::Model load(std::uint64_t seed) const;
    /// The title of a run: "course, 1 convolution, 8 filters".
    std::string title() const;
};

}  // namespace convscope
