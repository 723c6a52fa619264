#include "core/io/model_file.h"

#include <cstdint>
#include <optional>
#include <system_error>

#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/io/archive/load_archive.h"
#include "core/io/foreign_file.h"
#include "core/io/keras/h5.h"
#include "core/io/labels/folder_labels.h"
#include "core/io/onnx/read_model.h"
#include "core/io/onnx/write_model.h"
#include "core/io/tfjs/tfjs.h"
#include "core/io/tflite/tflite.h"

namespace convscope {

namespace {

constexpr Message kRemedy =
    tr("open a model of Keras (.h5, .keras), TensorFlow.js (model.json), TensorFlow Lite (.tflite) or ONNX (.onnx)");

/// True for ONNX's ending, false for Keras's; throws LoadError for any other.
bool ends_as_onnx(const std::filesystem::path& file) {
    const std::filesystem::path ending = file.extension();
    if (ending == ".onnx") return true;
    if (ending != ".h5" && ending != ".hdf5")
        throw LoadError(file.string(), tr("does not end in .h5 or .onnx"), tr("name it FILE.h5 or FILE.onnx"));
    return false;
}

[[noreturn]] void refuse_foreign(const std::filesystem::path& file) {
    constexpr std::size_t kHead = 1 << 16;
    const std::optional<ForeignFile> kind = foreign_file(read_start(file, kHead), file);
    if (!kind) throw LoadError(file.string(), tr("is not a model"), kRemedy);
    throw LoadError(file.string(), kind->fault, kind->remedy);
}

/// Loads the model.json in a folder; throws LoadError if there is none.
nn::Model load_folder(const std::filesystem::path& folder, const ModelOptions& options) {
    const std::filesystem::path model = folder / "model.json";
    if (file_kind(model) == FileKind::tfjs) return load_model(model, FileKind::tfjs, options);
    std::error_code error;
    if (std::filesystem::is_regular_file(folder / "saved_model.pb", error))
        throw LoadError(folder.string(), saved_model().fault, saved_model().remedy);
    throw LoadError(folder.string(), tr("is a folder without a model.json"), kRemedy);
}

}  // namespace

nn::Model load_model(const std::filesystem::path& file, const ModelOptions& options) {
    return load_model(file, file_kind(file), options);
}

nn::Model load_model(const std::filesystem::path& file, FileKind kind, const ModelOptions& options) {
    switch (kind) {
        case FileKind::hdf5:
            return keras::load_h5(file, options.lambdas, options.stop);
        case FileKind::zip:
            return archive::load(file, options);
        case FileKind::tfjs:
            return with_teachable_machine(tfjs::load(file, options.lambdas, options.stop), file.parent_path(),
                                          options.stop);
        case FileKind::tflite:
            return tflite::load(file, options.stop);
        case FileKind::onnx:
            return onnx::load_model(file, options.feeds, options.stop);
        case FileKind::keras_layers:
            throw LoadError(file.string(), tr("has a model's layers without weights"),
                            tr("give its weights (weights.h5) too"));
        case FileKind::folder:
            return load_folder(file, options);
        case FileKind::foreign:
            refuse_foreign(file);
        case FileKind::picture:
            throw LoadError(file.string(), tr("is a picture, not a model"), kRemedy);
        case FileKind::numpy:
        case FileKind::numbers:
            throw LoadError(file.string(), tr("has numbers and no model"), kRemedy);
        default:
            // If the file cannot be read at all, this throws the reason.
            static_cast<void>(MappedFile(file, std::uint64_t{1} << 31, kRemedy));
            throw LoadError(file.string(), tr("is not a model"), kRemedy);
    }
}

nn::Model load_model(const std::filesystem::path& architecture, const std::filesystem::path& weights,
                     const ModelOptions& options) {
    if (weights.empty()) return load_model(architecture, options);
    const bool swapped = file_kind(architecture) == FileKind::hdf5;
    const std::filesystem::path& layers = swapped ? weights : architecture;
    const std::filesystem::path& values = swapped ? architecture : weights;
    return keras::load_h5(layers, values, options.lambdas, options.stop);
}

void save_model(const std::filesystem::path& file, const nn::Model& model) {
    ends_as_onnx(file) ? onnx::save_model(file, model) : keras::save_h5(file, model);
}

void check_saving(const std::filesystem::path& file, const nn::Model& model) {
    ends_as_onnx(file) ? onnx::check_saving(file, model) : keras::check_h5(file, model);
}

}  // namespace convscope
