#include "app/opening/dropped_files.h"

#include <algorithm>
#include <cstddef>
#include <system_error>
#include <utility>

#include "app/document/user_settings.h"
#include "core/base/load_error.h"
#include "core/base/text/natural_order.h"
#include "core/base/text/translation.h"
#include "core/base/utf8.h"
#include "core/io/dataset/class_folder.h"
#include "core/io/dataset/training_folder.h"
#include "core/io/tfjs/tfjs.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

constexpr int kMaxDepth = 4;              ///< levels of subfolders that are searched
constexpr std::size_t kMaxFiles = 20000;  ///< more files in a folder are ignored

/// If TensorFlow.js or TensorFlow wrote the folder, sets `folder` to its model's file and returns that file's kind;
/// otherwise returns `missing`.
FileKind find_model_in(fs::path& folder) {
    std::error_code error;
    if (file_kind(folder / "model.json") == FileKind::tfjs) {
        folder /= "model.json";
        return FileKind::tfjs;
    }
    if (!fs::is_regular_file(folder / "saved_model.pb", error)) return FileKind::missing;
    folder /= "saved_model.pb";
    return file_kind(folder);
}

/// The files of a folder and of its subfolders in natural order, without hidden ones.
std::vector<fs::path> files_in(const fs::path& folder) {
    std::vector<std::pair<std::u32string, fs::path>> sorted;
    std::error_code error;
    fs::recursive_directory_iterator found(folder, fs::directory_options::skip_permission_denied, error);
    for (; !error && found != fs::recursive_directory_iterator() && sorted.size() < kMaxFiles; found.increment(error)) {
        std::error_code gone;
        const bool is_hidden = found->path().filename().string().starts_with('.');
        if (is_hidden || found.depth() >= kMaxDepth) found.disable_recursion_pending();
        if (!is_hidden && found->is_regular_file(gone))
            sorted.emplace_back(utf8_code_points(found->path().string(), U'\uFFFD'), found->path());
    }
    std::ranges::sort(sorted, [](const auto& a, const auto& b) {
        return natural_less(a.first, b.first) || (!natural_less(b.first, a.first) && a.second < b.second);
    });
    std::vector<fs::path> files;
    files.reserve(sorted.size());
    for (auto& [key, file] : sorted) files.push_back(std::move(file));
    return files;
}

bool is_dataset_file(const fs::path& file) {
    return file.filename().string().find("-ubyte") != std::string::npos;
}

/// Adds the folder's pictures, or the folder itself if it holds a data set.
void add_folder(const fs::path& folder, FoundFiles& found) {
    const std::vector<fs::path> files = files_in(folder);
    std::vector<FoundFile> pictures;
    std::vector<fs::path> others;
    for (const fs::path& file : files) {
        if (pictures.size() == UserSettings::kMaxPictures || is_dataset_file(file)) break;
        const FileKind kind = file_kind(file);
        if (is_picture(kind))
            pictures.push_back({file, kind});
        else
            others.push_back(file);
    }
    if (std::ranges::any_of(files, is_dataset_file)) return found.files.push_back({folder, FileKind::folder});
    if (pictures.empty()) {
        found.problems.emplace_back(LoadError(folder.string(), tr("holds no picture, no data set and no model.json"),
                                              tr("choose a folder with one of them, or open a file"))
                                        .what());
        return;
    }
    const std::string name = folder.filename().string();
    if (pictures.size() == UserSettings::kMaxPictures && pictures.back().file != files.back())
        found.notices.push_back(tr_count(std::ssize(pictures), "{1} holds many files: its first {0} picture is shown.",
                                         "{1} holds many files: its first {0} pictures are shown.", name));
    if (!others.empty())
        found.notices.push_back(
            tr_count(std::ssize(others), "{0} file in {1} was left out, because it is no picture: {2}.",
                     "{0} files in {1} were left out, because they are no pictures: {2}.", name, few_names(others)));
    found.files.insert(found.files.end(), pictures.begin(), pictures.end());
}

/// Removes the weights of TensorFlow.js models that are opened together with their model.json. Weights in another
/// folder are removed, too: opening the model then reports that they are not in its folder.
void remove_weights(std::vector<FoundFile>& found) {
    std::vector<fs::path> weights;
    for (const FoundFile& file : found) {
        if (file.kind != FileKind::tfjs) continue;
        const std::vector<fs::path> files = tfjs::weight_files(file.file);
        weights.insert(weights.end(), files.begin(), files.end());
    }
    std::erase_if(found, [&weights](const FoundFile& file) {
        const bool is_weights = std::ranges::any_of(weights, [&file](const fs::path& expected) {
            std::error_code error;
            return file.file.lexically_normal() == expected.lexically_normal() ||
                   (file.file.filename() == expected.filename() && !fs::exists(expected, error));
        });
        return file.kind != FileKind::tfjs && is_weights;
    });
}

}  // namespace

FoundFiles find_dropped_files(const std::vector<fs::path>& files, bool wants_datasets) {
    FoundFiles found;
    found.files.reserve(files.size());
    // Class folders that come with a model are pictures for the model.
    if (!wants_datasets)
        wants_datasets = std::ranges::any_of(files, [](const fs::path& file) { return is_model(file_kind(file)); });
    for (const fs::path& file : files) {
        std::error_code error;
        fs::path absolute = fs::absolute(file, error);
        if (error) absolute = file;
        FileKind kind = file_kind(absolute);
        if (kind == FileKind::folder)
            if (const FileKind model = find_model_in(absolute); is_model(model) || model == FileKind::foreign)
                kind = model;
        const bool is_dataset =
            kind == FileKind::folder && wants_datasets && (find_class_folder(absolute) || is_training_folder(absolute));
        if (kind == FileKind::folder && !is_dataset)
            add_folder(absolute, found);
        else
            found.files.push_back({std::move(absolute), kind});
    }
    remove_weights(found.files);
    // Labels can only be opened after their model.
    std::stable_partition(found.files.begin(), found.files.end(),
                          [](const FoundFile& file) { return file.kind != FileKind::labels; });
    return found;
}

std::string few_names(const std::vector<fs::path>& files) {
    constexpr std::size_t kMaxNames = 3;
    const std::size_t count = std::min(files.size(), kMaxNames);
    std::string names;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string name = files[i].filename().string();
        if (i == 0)
            names = name;
        else  // Translators: the names of files: those before, and one more
            names = i + 1 == files.size() ? tr("{} and {}", names, name) : tr("{}, {}", names, name);
    }
    return files.size() <= count ? names : tr("{} and {} more", names, files.size() - count);
}

}  // namespace convscope
