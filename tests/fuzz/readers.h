// The readers of untrusted input as the fuzzers and the mutation test call them: what they do not promise to throw
// escapes.
#pragma once

#include <cstdint>
#include <span>

namespace convscope {

/// Each reads the bytes and checks what came out. Returns whether they were accepted; false stands for a LoadError with
/// a usable sentence. Throws std::logic_error when a result or an error breaks the reader's promise.
bool read_picture(std::span<const std::uint8_t> bytes);
bool read_npy(std::span<const std::uint8_t> bytes);
bool read_kernel(std::span<const std::uint8_t> bytes);
bool read_idx(std::span<const std::uint8_t> bytes);
bool read_keras_json(std::span<const std::uint8_t> bytes);
/// Through a file, as HDF5 wants one. The reader works in a process of its own, whose end is a refusal too.
bool read_onnx(std::span<const std::uint8_t> bytes);
bool read_keras_h5(std::span<const std::uint8_t> bytes);
/// The same for weights by themselves, with the layers of samples::small_course().
bool read_keras_weights(std::span<const std::uint8_t> bytes);
bool read_keras_zip(std::span<const std::uint8_t> bytes);
/// A model.json beside a weights.bin of 64 KiB.
bool read_tfjs(std::span<const std::uint8_t> bytes);

}  // namespace convscope
