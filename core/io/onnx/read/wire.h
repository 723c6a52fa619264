// Reads protobuf's wire format as far as an ONNX file must be checked before protobuf itself parses it.
#pragma once

#include <cstdint>
#include <span>

namespace convscope::onnx {

/// True for the first bytes of an ONNX model. The format has no signature, so this checks the fields of a ModelProto.
bool starts_like_model(std::span<const std::uint8_t> start);

/// An upper estimate of the bytes that protobuf allocates for the ModelProto `model`. A file with nothing but empty
/// nodes takes a hundred times its size.
std::uint64_t parsed_memory(std::span<const std::uint8_t> model);

}  // namespace convscope::onnx
