// What the files have in common that hold a Keras model in HDF5: they are read in a process of their own, see
// isolated.h. Knows no file.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "core/io/keras/weights.h"
#include "core/nn/model/model.h"

namespace convscope {

/// A configuration with what belongs to it.
struct KerasContent {
    std::string config;
    std::string config_file;  ///< as named in errors
    std::string version, backend;
    std::string info;  ///< what convscope tells, or nothing
    KerasWeightReader weights;
};

/// Opens the file, in the process that reads it; the library's session is held there. Throws LoadError.
using KerasOpener = std::function<KerasContent()>;

/// The model of a container named `file`, whose size in bytes says what reading may take. Throws LoadError.
nn::Model load_keras_container(const std::string& file, std::uint64_t bytes, const KerasOpener& open);

}  // namespace convscope
