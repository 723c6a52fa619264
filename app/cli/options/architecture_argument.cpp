#include "app/cli/options/architecture_argument.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/counted.h"
#include "core/base/files.h"
#include "core/base/text/printable.h"
#include "core/io/file_kind.h"
#include "core/io/keras/read/config.h"
#include "core/io/model_file.h"
#include "core/nn/train/architectures.h"
#include "core/nn/train/build/build_network.h"

namespace convscope {

namespace {

constexpr std::uint64_t kMaxArchitectureBytes = 16 << 20;

/// True for Keras's JSON of layers, even if it is damaged. False for model files and all other files; load_model()
/// reads them or says why it cannot.
bool is_json(const std::string& file) {
    const FileKind kind = file_kind(file);
    if (kind != FileKind::unknown) return kind == FileKind::keras_layers;
    constexpr std::size_t kHead = 64;
    const std::vector<std::uint8_t> head = read_start(file, kHead);
    const auto first = std::ranges::find_if(head, [](std::uint8_t c) { return c > ' '; });
    return first != head.end() && (*first == '{' || *first == '[');
}

}  // namespace

void ArchitectureArgument::add_options(CLI::App& command) {
    command
        .add_option("--arch", name,
                    "course, plain, a file with a Keras model's JSON, or a model file whose training goes on")
        ->required()
        ->type_name("course|plain|FILE");
    command.add_option("--filters", filters, "filters of every convolution of course [64]")
        ->type_name("N")
        ->check(CLI::Range(nn::kMinFilters, nn::kMaxFilters));
    command.add_option("--convolutions", convolutions, "convolutions of course, each with its pooling [2]")
        ->type_name("N")
        ->check(CLI::Range(0, nn::kMaxConvolutions));
}

void ArchitectureArgument::validate() const {
    if ((filters || convolutions) && name != "course")
        throw CLI::ValidationError("--filters and --convolutions need --arch course");
}

bool ArchitectureArgument::is_named() const {
    return std::ranges::find(nn::kArchitectures, name, &nn::Architecture::name) != nn::kArchitectures.end();
}

nn::Model ArchitectureArgument::build(const nn::Dataset& data, std::uint64_t seed) const {
    nn::NetworkSettings settings = name == "plain" ? nn::plain_settings() : nn::NetworkSettings();
    settings.filters = filters.value_or(settings.filters);
    settings.convolutions = convolutions.value_or(settings.convolutions);
    nn::NetworkTask task{
        .name = name, .input = data.example, .classes = data.classes(), .class_names = data.class_names};
    const auto fashion_classes = static_cast<std::int64_t>(nn::kFashionLabels.size());
    if (data.class_names.empty() && data.example == nn::Shape{28, 28, 1} && task.classes <= fashion_classes) {
        task.classes = fashion_classes;
        task.class_names.assign(nn::kFashionLabels.begin(), nn::kFashionLabels.end());
    }
    return nn::build_network(settings, task, nn::WeightStart::glorot, seed);
}

nn::Model ArchitectureArgument::load(std::uint64_t seed) const {
    if (!is_json(name)) return load_model(name);
    const std::vector<std::uint8_t> bytes =
        read_file(name, kMaxArchitectureBytes, "give course, plain, a model file or a file with a Keras model's JSON");
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    const nn::Model model = initialised(keras::model_from_json(text, name), seed);
    nn::ModelInfo info = model.info();
    info.preprocessing_known = true;  // the model is trained with this preprocessing
    return model.with_info(std::move(info));
}

std::string ArchitectureArgument::title() const {
    std::string text = is_named() ? name : printable(std::filesystem::path(name).filename().string());
    if (convolutions) text += ", " + counted(*convolutions, "convolution");
    if (filters) text += ", " + counted(*filters, "filter");
    return text;
}

}  // namespace convscope
