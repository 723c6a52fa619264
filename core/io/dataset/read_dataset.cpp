#include "core/io/dataset/read_dataset.h"

#include <utility>

#include "core/io/dataset/class_folder.h"
#include "core/io/dataset/dataset_folder.h"

namespace convscope {

namespace fs = std::filesystem;

bool is_dataset(const fs::path& folder) {
    return has_idx_files(folder) || find_class_folder(folder).has_value();
}

bool needs_model(const fs::path& folder) {
    return !has_idx_files(folder) && find_class_folder(folder).has_value();
}

std::optional<ReadDataset> read_dataset(const fs::path& folder, const nn::Model* model,
                                        const std::function<bool(double)>& keep_going) {
    std::optional<ClassFolder> found;
    if (model != nullptr && !has_idx_files(folder)) found = find_class_folder(folder);
    if (!found) return ReadDataset{.data = load_dataset(folder, DatasetPart::test), .note = {}};
    std::optional<ClassPictures> pictures = load_class_pictures(folder, *found, *model, keep_going);
    if (!pictures) return std::nullopt;
    std::string note = note_of(*found, *pictures);
    return ReadDataset{.data = std::move(pictures->data), .note = std::move(note), .fits_model = true};
}

}  // namespace convscope
