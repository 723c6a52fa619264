#include "core/io/dataset/dataset_folder.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "core/base/load_error.h"
#include "core/base/text/lower_case.h"
#include "core/base/text/translation.h"
#include "core/io/dataset/idx.h"
#include "core/nn/train/architectures.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

struct FileNames {
    std::string_view images, labels;
};
constexpr std::array<FileNames, 2> kFileNames{{
    {"train-images-idx3-ubyte", "train-labels-idx1-ubyte"},
    {"t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"},
}};
constexpr Message kRemedy =
    tr("choose the folder with the four IDX files of MNIST or Fashion-MNIST, compressed with gzip or not");

/// The file of that name, also with "." before "idx" or with ".gz"; empty if there is none.
fs::path find_file(const fs::path& folder, std::string_view name) {
    std::string dotted(name);
    dotted[dotted.find("-idx")] = '.';
    for (const std::string& spelling : {std::string(name), std::move(dotted)})
        for (const char* ending : {"", ".gz"}) {
            std::error_code error;
            fs::path file = folder / (spelling + ending);
            if (fs::is_regular_file(file, error)) return file;
        }
    return {};
}

void check_folder(const fs::path& folder) {
    std::error_code error;
    const fs::file_status status = fs::status(folder, error);
    if (!fs::exists(status)) throw LoadError(folder.string(), tr("there is no such folder"), kDatasetRemedy);
    if (!fs::is_directory(status)) throw LoadError(folder.string(), tr("is not a folder"), kDatasetRemedy);
}

/// True for the pictures of Fashion-MNIST, which are recognised by the folder's name or by their first labels: its
/// files have no names of classes.
bool is_fashion_mnist(const fs::path& folder, const nn::Dataset& data) {
    constexpr std::array<std::uint16_t, 10> kTrainLabels{9, 0, 0, 3, 0, 2, 7, 2, 5, 5};
    constexpr std::array<std::uint16_t, 10> kTestLabels{9, 2, 1, 1, 6, 1, 4, 6, 5, 7};
    constexpr std::int64_t kTrainImages = 60'000, kTestImages = 10'000;
    if (data.classes() != static_cast<int>(nn::kFashionLabels.size())) return false;
    const fs::path path = folder.lexically_normal();
    const fs::path name = path.has_filename() ? path.filename() : path.parent_path().filename();
    if (lower_case(name.string()).find("fashion") != std::string::npos) return true;
    const auto starts_with = [&data](const auto& labels) {
        return std::ranges::equal(std::span(data.labels).first(labels.size()), labels);
    };
    return (data.size() == kTrainImages && starts_with(kTrainLabels)) ||
           (data.size() == kTestImages && starts_with(kTestLabels));
}

std::string axes_fault(const IdxArray& array) {
    return tr_count(std::ssize(array.shape), "has {} axis", "has {} axes");
}

/// One label for each image.
IdxArray load_label_array(const fs::path& file) {
    IdxArray labels = load_idx(file);
    if (labels.shape.size() != 1)
        throw LoadError(file.string(), axes_fault(labels), tr("choose a data set whose label file has 1"));
    return labels;
}

/// Images of rows x columns, or of rows x columns x 3 colours.
IdxArray load_images(const fs::path& file) {
    IdxArray images = load_idx(file);
    const bool is_colour = images.shape.size() == 4 && images.shape[3] == 3;
    if (images.shape.size() != 3 && !is_colour)
        throw LoadError(file.string(), axes_fault(images),
                        tr("choose a data set whose image file has 3 axes, or 4 for pictures of three colours"));
    return images;
}

}  // namespace

bool has_idx_files(const fs::path& folder) {
    std::error_code error;
    fs::directory_iterator found(folder, error);
    for (; !error && found != fs::directory_iterator(); found.increment(error))
        if (found->path().filename().string().find("-ubyte") != std::string::npos) return true;
    return false;
}

nn::Dataset load_dataset(const fs::path& folder, DatasetPart part) {
    check_folder(folder);
    const FileNames& names = kFileNames.at(static_cast<std::size_t>(part));
    const fs::path images_file = find_file(folder, names.images), labels_file = find_file(folder, names.labels);
    if (images_file.empty() && labels_file.empty())
        throw LoadError(folder.string(), tr("has no {} and {}", names.images, names.labels), kRemedy);
    if (images_file.empty() || labels_file.empty())
        throw LoadError(folder.string(), tr("has no {}", images_file.empty() ? names.images : names.labels), kRemedy);

    IdxArray images = load_images(images_file);
    const IdxArray labels = load_label_array(labels_file);
    if (images.shape[0] != labels.shape[0])
        throw LoadError(folder.string(),
                        tr("has {} in {} but {} in {}", tr_count(images.shape[0], "{} image", "{} images"),
                           images_file.filename().string(), tr_count(labels.shape[0], "{} label", "{} labels"),
                           labels_file.filename().string()),
                        tr("take both files from the same data set"));
    const std::int64_t channels = images.shape.size() == 4 ? images.shape[3] : 1;
    nn::Dataset data{{images.shape[1], images.shape[2], channels},
                     std::move(images.values),
                     std::vector<std::uint16_t>(labels.values.begin(), labels.values.end())};
    if (is_fashion_mnist(folder, data)) data.class_names.assign(nn::kFashionLabels.begin(), nn::kFashionLabels.end());
    return data;
}

std::optional<fs::path> find_fashion_mnist() {
    const char* const home = std::getenv("HOME");
    if (home == nullptr || *home == '\0') return std::nullopt;
    fs::path folder = fs::path(home) / ".keras" / "datasets" / "fashion-mnist";
    for (const FileNames& names : kFileNames)
        if (find_file(folder, names.images).empty() || find_file(folder, names.labels).empty()) return std::nullopt;
    return folder;
}

}  // namespace convscope
