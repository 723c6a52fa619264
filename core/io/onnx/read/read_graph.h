// Reads the graph of an ONNX file. Protobuf is included by this reader, read_tensor and the writer only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

#include "core/io/onnx/graph.h"

namespace convscope::onnx {

/// The largest size of an ONNX file, without external weights: protobuf's limit.
inline constexpr std::uint64_t kMaxFileBytes = (std::uint64_t{1} << 31U) - 1;

/// The graph in these bytes, checked and sorted(); `file` is used in errors. External weights are read from `folder`,
/// or refused if that is empty. Throws LoadError.
Graph read_graph(std::span<const std::uint8_t> bytes, const std::string& file, const std::filesystem::path& folder);

}  // namespace convscope::onnx
