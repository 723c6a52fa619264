// Takes the numbers of large weights out of an ONNX file before protobuf parses it, because protobuf copies them. The
// numbers are then read where they are: in the file, mapped into memory.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace convscope::onnx {

/// A ModelProto whose large initializers have no raw data.
struct ThinModel {
    std::vector<std::uint8_t> bytes;
    /// The raw data that was taken from each initializer of the graph, in their order; empty: none was.
    std::vector<std::span<const std::uint8_t>> raw_data;
};

/// Nullopt if no initializer is large. Whatever is no valid field stays as it is, for protobuf to refuse.
std::optional<ThinModel> thin_model(std::span<const std::uint8_t> model);

}  // namespace convscope::onnx
