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

/// The model in the file. Its images are rows, cols, channels; each node's layout has its axes in the file. If an
/// operator mixes the examples of a batch, the whole tensor is one example.
/// `feeds`: the arrays that the graph's inputs will be given, in their order; may be fewer. An operator that needs an
/// input's values while the file is read, such as a kernel, takes them from there. Throws LoadError.
nn::Model load_model(const std::filesystem::path& file, std::span<const NpyArray> feeds = {});
/// The model in these bytes; `name` is used in errors. External weights are refused.
nn::Model decode_model(std::span<const std::uint8_t> bytes, const std::string& name,
                       std::span<const NpyArray> feeds = {});

}  // namespace convscope::onnx
