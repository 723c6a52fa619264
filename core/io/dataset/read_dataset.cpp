#include "core/io/dataset/read_dataset.h"

#include <system_error>
#include <utility>

#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/io/dataset/cifar.h"
#include "core/io/dataset/class_folder.h"
#include "core/io/dataset/dataset_folder.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

/// True for IDX and CIFAR-10 files, which are read without a model.
bool has_files_of_numbers(const fs::path& folder) {
    return has_idx_files(folder) || has_cifar_files(folder);
}

}  // namespace

bool is_dataset(const fs::path& folder) {
    return has_files_of_numbers(folder) || find_class_folder(folder).has_value();
}

bool needs_model(const fs::path& folder) {
    return !has_files_of_numbers(folder) && find_class_folder(folder).has_value();
}

std::optional<ReadDataset> read_dataset(const fs::path& folder, const nn::Model* model,
                                        const std::function<bool(double)>& keep_going) {
    if (has_cifar_files(folder)) return ReadDataset{.data = load_cifar10(folder, DatasetPart::test), .note = {}};
    std::error_code error;
    // load_dataset() has the sentences about folders that do not exist.
    if (has_idx_files(folder) || !fs::is_directory(folder, error))
        return ReadDataset{.data = load_dataset(folder, DatasetPart::test), .note = {}};
    std::optional<ClassFolder> found;
    if (model != nullptr) found = find_class_folder(folder);
    if (!found) throw LoadError(folder.string(), tr("has no labelled pictures"), kDatasetRemedy);
    std::optional<ClassPictures> pictures = load_class_pictures(folder, *found, *model, keep_going);
    if (!pictures) return std::nullopt;
    std::string note = note_of(*found, *pictures);
    return ReadDataset{.data = std::move(pictures->data), .note = std::move(note), .fits_model = true};
}

}  // namespace convscope
