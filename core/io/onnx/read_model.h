// Reads models in ONNX's format, from any framework that exports it.
// Source: the ONNX project's operator specifications, opset 1 to 21.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <stop_token>
#include <string>

#include "core/io/npy/npy.h"
#include "core/io/transfer/weight_files.h"
#include "core/nn/model/model.h"

namespace convscope::onnx {

/// The model in the file. Its images are rows, cols, channels; each node's layout describes its axes in the file. If an
/// operator mixes the examples of a batch, the whole tensor is one example.
/// `feeds` are the arrays that will be fed to the graph's inputs, in the inputs' order; there may be fewer of them. If
/// an input's values are needed while the file is read, such as those of a kernel, they are taken from there. The file
/// is read in a confined process. Throws LoadError.
nn::Model load_model(const std::filesystem::path& file, std::span<const NpyArray> feeds = {},
                     const std::stop_token& stop = {});
/// The model in these bytes, read in this process; `name` is used in errors. Throws LoadError, and MissingWeightFiles
/// if `weights` lacks a file of external data.
nn::Model decode_model(std::span<const std::uint8_t> bytes, const std::string& name,
                       std::span<const NpyArray> feeds = {}, const WeightFiles& weights = {});

}  // namespace convscope::onnx
