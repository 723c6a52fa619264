// Calls the readers of untrusted input, for the fuzzers and the mutation test. Unexpected exceptions are not caught.
#pragma once

#include <cstdint>
#include <span>

namespace convscope {

/// Each function reads the bytes and checks the result. Returns true if they were accepted, false after a LoadError
/// with a complete message. Throws std::logic_error if the result or the error violates the reader's contract.
bool read_picture(std::span<const std::uint8_t> bytes);
bool read_npy(std::span<const std::uint8_t> bytes);
bool read_kernel(std::span<const std::uint8_t> bytes);
bool read_idx(std::span<const std::uint8_t> bytes);
bool read_keras_json(std::span<const std::uint8_t> bytes);
bool read_onnx(std::span<const std::uint8_t> bytes);
/// Writes the bytes to a file first, because HDF5 reads files in a separate process. If that crashes, returns false.
bool read_keras_h5(std::span<const std::uint8_t> bytes);
/// read_keras_h5() for a file with weights only; the layers are those of samples::small_course().
bool read_keras_weights(std::span<const std::uint8_t> bytes);
bool read_keras_zip(std::span<const std::uint8_t> bytes);
/// Reads the bytes as a zip archive with a model of any format.
bool read_archive(std::span<const std::uint8_t> bytes);
/// Reads the bytes as a text with the names of classes.
bool read_labels(std::span<const std::uint8_t> bytes);
/// Reads the bytes as a model.json in a folder with a weights.bin of 64 KiB.
bool read_tfjs(std::span<const std::uint8_t> bytes);
/// Reads a graph model of TensorFlow.js: the text of its model.json, a byte 0, and the bytes of all weights.
bool read_tfjs_graph(std::span<const std::uint8_t> bytes);
bool read_tflite(std::span<const std::uint8_t> bytes);

}  // namespace convscope
