// Loading a Keras model from a container with HDF5 in it, in a process of its own: see isolated.h. Must not depend on
// the containers, .h5 and .keras, which call it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "core/io/keras/read/weights.h"
#include "core/nn/model/model.h"

namespace convscope::keras {

/// A container's configuration, its attributes and a reader of its weights.
struct ContainerContent {
    std::string config;
    std::string config_file;  ///< as named in errors
    std::string version, backend;
    std::string info;  ///< see model_info.h; empty if Keras wrote the file
    WeightReader weights;
};

/// Opens the file. Called in the process that reads it, which holds HDF5's session. Throws LoadError.
using ContainerOpener = std::function<ContainerContent()>;

/// The model of a container named `file`. Its size in bytes limits the time and the memory that reading may take.
/// Throws LoadError.
nn::Model load_container(const std::string& file, std::uint64_t bytes, const ContainerOpener& open);

}  // namespace convscope::keras
