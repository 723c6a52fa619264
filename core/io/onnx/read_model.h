// Reads models in ONNX's format, from any framework that exports it.
// Source: the ONNX project's operator specifications, opset 1 to 21.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

#include "core/io/npy.h"
#include "core/nn/model/model.h"

namespace convscope::onnx {

/// The model in the file. Its images are rows, cols, channels; each node's layout is how the file arranges it. If an
/// operator mixes the examples of a batch, the whole tensor is one example.
/// `feeds`: the arrays that the graph's inputs will be given, in their order; may be fewer. An operator that must know
/// an input beforehand, such as a kernel, takes it from there. Throws LoadError.
nn::Model load_model(const std::filesystem::path& file, std::span<const NpyArray> feeds = {});
/// The model in these bytes; `name` as errors name it. External weights are refused.
nn::Model decode_model(std::span<const std::uint8_t> bytes, const std::string& name,
                       std::span<const NpyArray> feeds = {});

}  // namespace convscope::onnx
