// Models in ONNX's format, from any framework that exports it.
// Source: the ONNX project's operator specifications, opset 1 to 21.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

#include "core/io/npy.h"
#include "core/nn/model/model.h"

namespace convscope {

/// The model in the file. Images are rows, cols, channels inside; each node's layout says how the file has it. Where
/// operators use the batch as any other axis, the whole tensor counts as one example.
/// `feeds`: what the graph's inputs will be given, in their order; where an operator has to know one beforehand, such
/// as a kernel, it takes that. Throws LoadError.
nn::Model load_onnx(const std::filesystem::path& file, std::span<const NpyArray> feeds = {});
/// The same from bytes; `name` as errors name it. Weights in other files are refused.
nn::Model decode_onnx(std::span<const std::uint8_t> bytes, const std::string& name,
                      std::span<const NpyArray> feeds = {});

/// True when the file starts as ONNX models do. Never throws.
bool looks_like_onnx(const std::filesystem::path& file);

}  // namespace convscope
