#include "core/io/model_file.h"

#include <cstdint>

#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/io/keras/h5.h"
#include "core/io/keras/zip.h"
#include "core/io/onnx/read_model.h"
#include "core/io/onnx/write_model.h"
#include "core/io/tfjs/tfjs.h"

namespace convscope {

namespace {

constexpr const char* kRemedy = "open a model of Keras (.h5, .keras), TensorFlow.js (model.json) or ONNX (.onnx)";

/// True for ONNX's ending, false for Keras's; throws LoadError for any other.
bool ends_as_onnx(const std::filesystem::path& file) {
    const std::filesystem::path ending = file.extension();
    if (ending == ".onnx") return true;
    if (ending != ".h5" && ending != ".hdf5")
        throw LoadError(file.string(), "does not end in .h5 or .onnx", "name it FILE.h5 or FILE.onnx");
    return false;
}

}  // namespace

nn::Model load_model(const std::filesystem::path& file, std::span<const NpyArray> feeds) {
    return load_model(file, file_kind(file), feeds);
}

nn::Model load_model(const std::filesystem::path& file, FileKind kind, std::span<const NpyArray> feeds) {
    switch (kind) {
        case FileKind::hdf5:
            return keras::load_h5(file);
        case FileKind::keras_zip:
            return keras::load_zip(file);
        case FileKind::tfjs:
            return tfjs::load(file);
        case FileKind::onnx:
            return onnx::load_model(file, feeds);
        case FileKind::keras_layers:
            throw LoadError(file.string(), "has a model's layers without weights", "give its weights (weights.h5) too");
        default:
            // If the file cannot be read at all, this throws the reason.
            static_cast<void>(read_file(file, std::uint64_t{1} << 31, kRemedy));
            throw LoadError(file.string(), "is not a model", kRemedy);
    }
}

nn::Model load_model(const std::filesystem::path& architecture, const std::filesystem::path& weights) {
    if (weights.empty()) return load_model(architecture);
    const bool swapped = file_kind(architecture) == FileKind::hdf5;
    const std::filesystem::path& layers = swapped ? weights : architecture;
    const std::filesystem::path& values = swapped ? architecture : weights;
    return keras::load_h5(layers, values);
}

void save_model(const std::filesystem::path& file, const nn::Model& model) {
    ends_as_onnx(file) ? onnx::save_model(file, model) : keras::save_h5(file, model);
}

void check_saving(const std::filesystem::path& file, const nn::Model& model) {
    ends_as_onnx(file) ? onnx::check_saving(file, model) : keras::check_h5(file, model);
}

}  // namespace convscope
