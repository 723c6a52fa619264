// The kinds of files that the program opens, recognised by their content.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

namespace convscope {

enum class FileKind {
    missing,       ///< there is no file of this name
    folder,        ///< can be opened only if it holds a data set
    session,       ///< saved by this program
    hdf5,          ///< Keras's .h5: a model, or weights alone
    zip,           ///< an archive: Keras's .keras, or a zip with one model
    keras_layers,  ///< a Keras model's layers as JSON, without weights
    tfjs,          ///< TensorFlow.js's model.json
    tflite,        ///< TensorFlow Lite
    onnx,
    numpy,    ///< an .npy array
    numbers,  ///< text with a table of numbers
    picture,
    labels,   ///< text that may list the names of classes; also one number per line, see is_column_of_numbers()
    foreign,  ///< a file of another program that convscope cannot open, see foreign_file.h
    unknown,  ///< anything else; also a file that is empty or cannot be read
};

/// The first key of a session's JSON object.
inline constexpr std::string_view kSessionMarker = "convscope_session";

/// Reads the file's head once, at most 64 KiB. The name's ending matters only for labels and tables of
/// numbers. Never throws: a file that cannot be read is `unknown`; loading it gives the reason.
FileKind file_kind(const std::filesystem::path& file) noexcept;
/// The kind of a file of that name with these first bytes; never `missing` or `folder`.
FileKind file_kind(std::span<const std::uint8_t> head, const std::filesystem::path& name);
/// True for the kinds that load_picture_file() reads.
bool is_picture(FileKind kind);
/// True for the kinds that load_model() reads and for `keras_layers`.
bool is_model(FileKind kind);

}  // namespace convscope
