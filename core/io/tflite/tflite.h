// Loads TensorFlow Lite's models (.tflite): float, half-precision and 8-bit (see tensors.h).
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
/// The model in the file. Throws LoadError.
nn::Model load(const std::filesystem::path& path, const std::stop_token& stop = {});
/// The model in the bytes of a file: at most kMaxBytes, at an address that is a multiple of 8, as in a vector or a
/// mapped file. `name` is the file's name in errors. The model gets the labels in its metadata, and its preprocessing
/// from the scale of an 8-bit input. An 8-bit model takes and gives real values: scale x (stored - zero point). Throws
/// LoadError.
nn::Model decode(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace convscope::tflite
