#include "core/io/model_file.h"

#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/io/keras/h5.h"
#include "core/io/keras/zip.h"
#include "core/io/onnx/read_model.h"
#include "core/io/onnx/write_model.h"
#include "core/io/tfjs/tfjs.h"
#include "core/io/zip_file.h"

namespace convscope {

namespace {

constexpr const char* kRemedy = "open a model of Keras (.h5, .keras), TensorFlow.js (model.json) or ONNX (.onnx)";
constexpr std::size_t kSniffedBytes = 1 << 16;

/// The beginning of a JSON text; empty for anything else.
std::string json_start(const std::filesystem::path& file) {
    const std::vector<std::uint8_t> bytes = read_start(file, kSniffedBytes);
    std::string text(bytes.begin(), bytes.end());
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first != std::string::npos && (text[first] == '{' || text[first] == '[') ? text : std::string();
}

/// Only TensorFlow.js uses these keys. They come at the beginning or after the layers.
bool looks_like_tfjs(const std::filesystem::path& file) {
    const std::string start = json_start(file);
    return start.find("\"modelTopology\"") != std::string::npos ||
           start.find("\"weightsManifest\"") != std::string::npos;
}

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
    if (keras::looks_like_hdf5(file)) return keras::load_h5(file);
    if (looks_like_zip(file)) return keras::load_zip(file);
    if (looks_like_tfjs(file)) return tfjs::load(file);
    if (looks_like_architecture(file))
        throw LoadError(file.string(), "has a model's layers without weights", "give its weights (weights.h5) too");
    if (onnx::looks_like_model(file)) return onnx::load_model(file, feeds);
    // If the file cannot be read at all, this throws the reason.
    static_cast<void>(read_file(file, std::uint64_t{1} << 31, kRemedy));
    throw LoadError(file.string(), "is not a model", kRemedy);
}

nn::Model load_model(const std::filesystem::path& architecture, const std::filesystem::path& weights) {
    if (weights.empty()) return load_model(architecture);
    const bool swapped = keras::looks_like_hdf5(architecture);
    const std::filesystem::path& layers = swapped ? weights : architecture;
    const std::filesystem::path& values = swapped ? architecture : weights;
    return keras::load_h5(layers, values);
}

bool looks_like_architecture(const std::filesystem::path& file) {
    return !looks_like_tfjs(file) && json_start(file).find("\"class_name\"") != std::string::npos;
}

void save_model(const std::filesystem::path& file, const nn::Model& model) {
    ends_as_onnx(file) ? onnx::save_model(file, model) : keras::save_h5(file, model);
}

void check_saving(const std::filesystem::path& file, const nn::Model& model) {
    ends_as_onnx(file) ? onnx::check_saving(file, model) : keras::check_h5(file, model);
}

bool looks_like_model(const std::filesystem::path& file) {
    return keras::looks_like_hdf5(file) || looks_like_zip(file) || looks_like_tfjs(file) ||
           looks_like_architecture(file) || onnx::looks_like_model(file);
}

}  // namespace convscope
