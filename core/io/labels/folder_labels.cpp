#include "core/io/labels/folder_labels.h"

#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "core/base/files.h"
#include "core/base/json_reader.h"
#include "core/base/load_error.h"
#include "core/io/labels.h"
#include "core/io/transfer/confined.h"
#include "core/nn/input/opening.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kMaxMetadataBytes = 4 << 20;
constexpr std::array kLabelFiles{"metadata.json",      "labels.txt",  "labels.json",  "class_names.json",
                                 "class_indices.json", "classes.txt", "classes.json", "class_names.txt"};

/// The labels in the file if they fit the model.
std::optional<std::vector<std::string>> fitting_labels(const nn::Model& model, const fs::path& file,
                                                       const std::stop_token& stop) {
    std::error_code error;
    if (!model.info().labels.empty() || !fs::is_regular_file(file, error)) return std::nullopt;
    try {
        std::vector<std::string> labels = load_labels(file, stop);
        if (labels_problem(model, labels.size()).empty()) return labels;
    } catch (const LoadError&) {
        // A file of this name need not be a file of labels.
    }
    return std::nullopt;
}

/// The value of packageName in metadata.json, such as "@teachablemachine/image"; empty if there is none.
std::string package_in(const fs::path& file, const std::stop_token& stop) {
    const MappedFile mapped(file, kMaxMetadataBytes, "");
    return confined_value({file, mapped.size(), stop}, [&mapped] {
        const auto root = nlohmann::json::parse(mapped.bytes().begin(), mapped.bytes().end(), nullptr, false);
        const nlohmann::json& package = json_member(root, "packageName");
        return package.is_string() ? package.get<std::string>() : std::string();
    });
}

nn::Model with_labels(const nn::Model& model, std::vector<std::string> labels) {
    nn::ModelInfo info = model.info();
    info.labels = std::move(labels);
    return model.with_info(std::move(info));
}

}  // namespace

nn::Model with_teachable_machine(const nn::Model& model, const fs::path& folder, const std::stop_token& stop) {
    const fs::path file = folder / "metadata.json";
    auto labels = fitting_labels(model, file, stop);
    if (!labels) return model;
    nn::Model labelled = with_labels(model, std::move(*labels));
    if (model.info().preprocessing_known || package_in(file, stop) != "@teachablemachine/image") return labelled;
    nn::ModelInfo info = labelled.info();
    info.preprocessing = nn::with_range(info.preprocessing, nn::InputRange::balanced);
    info.preprocessing_known = true;
    return labelled.with_info(std::move(info));
}

nn::Model with_labels_in(const nn::Model& model, const fs::path& folder, const std::stop_token& stop) {
    nn::Model labelled = with_teachable_machine(model, folder, stop);
    for (const char* const name : kLabelFiles)
        if (auto labels = fitting_labels(labelled, folder / name, stop))
            labelled = with_labels(labelled, std::move(*labels));
    return labelled;
}

}  // namespace convscope
