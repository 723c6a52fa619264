// ONNX's protobuf message as a plain graph. To read it, only this and tensor.h know protobuf.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

#include "core/io/onnx/graph.h"

namespace convscope {

/// The most bytes of a model's own file, which protobuf can hold.
inline constexpr std::uint64_t kMaxOnnxBytes = (std::uint64_t{1} << 31U) - 1;

/// The graph in these bytes, sorted() and checked; `file` as errors name it. Weights in other files are read from
/// `folder`, or refused where that is empty. Throws LoadError.
OnnxGraph read_onnx_graph(std::span<const std::uint8_t> bytes, const std::string& file,
                          const std::filesystem::path& folder);

/// True for the first bytes of an ONNX model, which has no mark of its own: fields of a ModelProto, one after the
/// other.
bool starts_like_onnx(std::span<const std::uint8_t> start);

}  // namespace convscope
