// Reads a Keras model from a container with HDF5 in it. Must not depend on the containers, .h5 and .keras, whose
// readers call it.
#pragma once

#include <string>

#include "core/io/keras/lambda.h"
#include "core/io/keras/read/weights.h"
#include "core/nn/model/model.h"

namespace convscope::keras {

/// A container's configuration, its attributes and a reader of its weights.
struct ContainerContent {
    std::string config;
    std::string config_file;  ///< the file's name in errors
    std::string version, backend;
    std::string info;  ///< see model_info.h; empty if Keras wrote the file
    WeightReader weights;
};

/// The model in the container `file`. Throws LoadError.
nn::Model read_container(const std::string& file, const ContainerContent& content, const LambdaMeanings& lambdas);

}  // namespace convscope::keras
