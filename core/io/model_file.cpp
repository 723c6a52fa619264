#include "core/io/model_file.h"

#include <cstdint>

#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/io/keras/h5.h"
#include "core/io/keras/zip.h"
#include "core/io/onnx/reader.h"
#include "core/io/onnx/writer.h"
#include "core/io/tfjs/tfjs.h"

namespace convscope {

namespace {

constexpr const char* kRemedy = "a model of Keras (.h5, .keras), TensorFlow.js (model.json) or ONNX would work";
/// True for ONNX's ending, false for Keras's; throws LoadError for any other.
bool ends_as_onnx(const std::filesystem::path& file) {
    const std::filesystem::path ending = file.extension();
    if (ending == ".onnx") return true;
    if (ending != ".h5" && ending != ".hdf5")
        throw LoadError(file.string(), "does not end in .h5 or .onnx", "FILE.h5 or FILE.onnx would work");
    return false;
}

}  // namespace

nn::Model load_model(const std::filesystem::path& file, std::span<const NpyArray> feeds) {
    return load_model(file, file_kind(file), feeds);
}

nn::Model load_model(const std::filesystem::path& file, FileKind kind, std::span<const NpyArray> feeds) {
    switch (kind) {
        case FileKind::hdf5:
            return load_keras_h5(file);
        case FileKind::keras_zip:
            return load_keras_zip(file);
        case FileKind::tfjs:
            return load_tfjs(file);
        case FileKind::onnx:
            return load_onnx(file, feeds);
        case FileKind::keras_layers:
            throw LoadError(file.string(), "holds a model's layers without weights",
                            "give its weights (weights.h5) too");
        default:
            // A file that cannot be read at all has that as its fault, not its content.
            static_cast<void>(read_file(file, std::uint64_t{1} << 31, kRemedy));
            throw LoadError(file.string(), "is no model", kRemedy);
    }
}

nn::Model load_model(const std::filesystem::path& architecture, const std::filesystem::path& weights) {
    const bool exchanged = file_kind(architecture) == FileKind::hdf5;
    const std::filesystem::path& layers = exchanged ? weights : architecture;
    const std::filesystem::path& values = exchanged ? architecture : weights;
    return load_keras_h5(layers, values);
}

void save_model(const std::filesystem::path& file, const nn::Model& model) {
    ends_as_onnx(file) ? save_onnx(file, model) : save_keras_h5(file, model);
}

void check_saving(const std::filesystem::path& file, const nn::Model& model) {
    ends_as_onnx(file) ? check_onnx(file, model) : check_keras_h5(file, model);
}

}  // namespace convscope
