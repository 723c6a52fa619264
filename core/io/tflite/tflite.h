// Loads TensorFlow Lite's models (.tflite): float, half-precision and 8-bit. See tensors.h for the latter.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <stop_token>
#include <string>

#include "core/nn/model/model.h"

namespace convscope::tflite {

/// Larger files are refused, as FlatBuffers' offsets have 31 bits.
inline constexpr std::uint64_t kMaxBytes = (std::uint64_t{1} << 31) - (1 << 20);

/// True for the first bytes of a model.
bool starts_like_tflite(std::span<const std::uint8_t> head);
/// Throws LoadError.
nn::Model load(const std::filesystem::path& path, const std::stop_token& stop = {});
/// The model in a file of these bytes, at most kMaxBytes, the first of which is at a multiple of 8, as in a vector or a
/// mapped file; `name` is the file's name in errors. The labels in its
/// metadata and the scale of an 8-bit input, which is the preprocessing of a picture, become the model's. An 8-bit
/// model takes and gives real values: scale x (stored - zero point). Throws LoadError.
nn::Model decode(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace convscope::tflite
