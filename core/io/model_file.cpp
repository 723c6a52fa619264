#include "core/io/model_file.h"

#include "core/io/files.h"
#include "core/io/keras_h5.h"
#include "core/io/onnx.h"
#include "core/load_error.h"

namespace convscope {

namespace {

constexpr const char* kRemedy = "a Keras model saved as .h5 or an ONNX model would work";

void check_ending(const std::filesystem::path& file) {
    const std::filesystem::path ending = file.extension();
    if (ending != ".h5" && ending != ".hdf5")
        throw LoadError(file.string(), "does not end in .h5", "FILE.h5 would work");
}

}  // namespace

nn::Model load_model(const std::filesystem::path& file, std::span<const NpyArray> feeds) {
    if (looks_like_hdf5(file)) return load_keras_h5(file);
    if (looks_like_onnx(file)) return load_onnx(file, feeds);
    // Says what keeps the file from being read at all, before its content is at fault.
    static_cast<void>(read_file(file, std::uint64_t{1} << 31, kRemedy));
    throw LoadError(file.string(), "is no model", kRemedy);
}

void save_model(const std::filesystem::path& file, const nn::Model& model) {
    check_ending(file);
    save_keras_h5(file, model);
}

void check_saving(const std::filesystem::path& file, const nn::Model& model) {
    check_ending(file);
    check_keras_h5(file, model);
}

bool looks_like_model(const std::filesystem::path& file) {
    return looks_like_hdf5(file) || looks_like_onnx(file);
}

}  // namespace convscope
