// Reads the graph of an ONNX file. Protobuf is included by this reader, read_tensor and the writer only.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/io/onnx/graph.h"
#include "core/io/transfer/weight_files.h"

namespace convscope::onnx {

/// The largest size of an ONNX file, without external weights: protobuf's limit.
inline constexpr std::uint64_t kMaxFileBytes = (std::uint64_t{1} << 31U) - 1;

/// The graph in these bytes, checked and sorted(); `file` is used in errors. Throws LoadError, and MissingWeightFiles
/// if `weights` lacks a file of external data.
Graph read_graph(std::span<const std::uint8_t> bytes, const std::string& file, const WeightFiles& weights);

}  // namespace convscope::onnx
