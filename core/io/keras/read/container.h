// Loads a Keras model from a container with HDF5 in it, in a separate process; see isolated.h. Must not depend on the
// containers, .h5 and .keras, whose readers call it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "core/io/keras/lambda.h"
#include "core/io/keras/read/weights.h"
#include "core/nn/model/model.h"

namespace convscope::keras {

/// A container's configuration, its attributes and a reader of its weights.
struct ContainerContent {
    std::string config;
    std::string config_file;  ///< its name in errors
    std::string version, backend;
    std::string info;  ///< see model_info.h; empty if Keras wrote the file
    WeightReader weights;
};

/// Opens the file, whose bytes are in memory already: the separate process can open no file. Called there, while an
/// hdf5::Session exists. Throws LoadError.
using ContainerOpener = std::function<ContainerContent()>;

/// The model in the container `file` with `bytes` bytes. The size determines the limits of time and memory for reading.
/// Throws LoadError.
nn::Model load_container(const std::string& file, std::uint64_t bytes, const LambdaMeanings& lambdas,
                         const ContainerOpener& open);

}  // namespace convscope::keras
