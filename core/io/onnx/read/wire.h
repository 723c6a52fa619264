// Protobuf's wire format, as far as it must be understood before protobuf itself parses an ONNX file.
#pragma once

#include <cstdint>
#include <span>

namespace convscope::onnx {

/// True for the first bytes of an ONNX model. The format has no signature: they must be fields of a ModelProto.
bool starts_like_model(std::span<const std::uint8_t> start);

/// An upper estimate of the bytes that protobuf allocates for a ModelProto of these bytes. A file of nothing but empty
/// nodes takes a hundred times its size.
std::uint64_t parsed_memory(std::span<const std::uint8_t> model);

}  // namespace convscope::onnx
