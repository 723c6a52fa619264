#include "app/cli/options/model_argument.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

#include "core/io/file_kind.h"
#include "core/io/model_file.h"

namespace convscope {

void ModelArgument::add_options(CLI::App& command) {
    command.add_option("MODEL", file, "a model: .h5, .keras, .onnx, .tflite, model.json, or a zip with one of them")
        ->required();
    command.add_option("--weights", weights, "the weights, if MODEL holds only the layers of a Keras model")
        ->type_name("FILE.h5");
    command
        .add_option_function<std::vector<std::string>>(
            "--lambda",
            [this](const std::vector<std::string>& texts) {
                try {
                    for (const std::string& text : texts) lambdas.push_back(keras::lambda_meaning(text));
                } catch (const std::invalid_argument& error) {
                    throw CLI::ValidationError("--lambda", error.what());
                }
            },
            "what a Lambda layer of a Keras model computes: nothing, or value x SCALE + OFFSET")
        ->type_name("NAME=identity|NAME=SCALE,OFFSET")
        ->allow_extra_args(false);
}

std::vector<std::string> ModelArgument::files() const {
    namespace fs = std::filesystem;
    std::vector<std::string> names{file, weights};
    const FileKind kind = file_kind(file);
    if (kind != FileKind::tfjs && kind != FileKind::folder) return names;
    const fs::path folder = kind == FileKind::folder ? fs::path(file) : fs::path(file).parent_path();
    std::error_code error;
    fs::directory_iterator found(folder.empty() ? "." : folder, error);
    for (; !error && found != fs::directory_iterator(); found.increment(error)) {
        const fs::path& path = found->path();
        if (path.extension() == ".bin" || path.filename() == "model.json" || path.filename() == "metadata.json")
            names.push_back(path.string());
    }
    return names;
}

nn::Model ModelArgument::load(std::span<const NpyArray> feeds) const {
    return load_model(file, weights, {.feeds = feeds, .lambdas = lambdas});
}

}  // namespace convscope
