#include "app/cli/options/training_data.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>

#include "app/cli/options/number_checks.h"
#include "app/cli/output.h"
#include "core/base/load_error.h"
#include "core/io/dataset/cifar.h"
#include "core/io/dataset/dataset_folder.h"
#include "core/io/file_kind.h"
#include "core/nn/train/drawn/drawn_set.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kDrawn = "drawn:";
constexpr const char* kDrawnNames = "drawn:lines, drawn:shapes or drawn:garments";

nn::DrawnSet drawn_set_of(const std::string& name) {
    const std::optional<nn::DrawnSet> set = nn::drawn_set_named(std::string_view(name).substr(kDrawn.size()));
    if (!set) throw LoadError(name, "is no set that the program draws", std::string("choose ") + kDrawnNames);
    return *set;
}

nn::Dataset draw(const DataOption& data) {
    return nn::drawn_dataset(drawn_set_of(data.name), data.images > 0 ? data.images : kDefaultDrawnImages, data.seed);
}

}  // namespace

void DataOption::add_drawn_options(CLI::App& command) {
    command.add_option("--images", images, "the number of pictures to draw [10000]")
        ->type_name("N")
        ->check(CLI::Range(std::int64_t{1}, nn::kMaxDrawnExamples));
    require_seed(*command.add_option("--seed", seed, "random seed of drawn pictures [" + std::to_string(seed) + "]")
                      ->type_name("N"));
}

bool DataOption::is_drawn() const {
    return name.starts_with(kDrawn);
}

void DataOption::check() const {
    if (is_drawn()) {
        drawn_set_of(name);
        return;
    }
    std::error_code error;
    const fs::file_status status = fs::status(name, error);
    if (fs::is_directory(status)) return;
    throw LoadError(name, fs::exists(status) ? "is not a folder" : "there is no such folder",
                    std::string(kDatasetRemedy) + "; or " + kDrawnNames);
}

void DataOption::refuse_inside(const std::string& folder) const {
    if (is_drawn() || folder.empty() || has_idx_files(name) || has_cifar_files(name)) return;
    if (is_inside(folder, name))
        throw LoadError(folder, "is in the data set that is read", "name a folder outside of it");
}

void DataOption::refuse_replacing(const std::string& file) const {
    if (is_drawn() || file.empty() || !is_inside(file, name)) return;
    const std::string base = fs::path(file).filename().string();
    const bool has_array_name = base.find("-ubyte") != std::string::npos || base.find("_batch") != std::string::npos;
    std::error_code error;
    if (fs::exists(file, error) && (has_array_name || file_kind(file) == FileKind::picture))
        throw LoadError(file, "is a file of the data set that is read", "write to another file");
}

TrainingFolder DataOption::load_training() const {
    if (!is_drawn()) return read_training_folder(name).value();
    return {.train = draw(*this), .test = std::nullopt, .note = {}};
}

ReadDataset DataOption::load_test(const nn::Model& model) const {
    if (!is_drawn()) return read_dataset(name, &model).value();
    return {.data = draw(*this), .note = {}};
}

}  // namespace convscope
