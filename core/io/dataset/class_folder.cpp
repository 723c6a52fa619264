#include "core/io/dataset/class_folder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <new>
#include <span>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/base/json_reader.h"
#include "core/base/load_error.h"
#include "core/base/parallel.h"
#include "core/base/text/lower_case.h"
#include "core/base/text/natural_order.h"
#include "core/base/text/printable.h"
#include "core/base/text/translation.h"
#include "core/base/utf8.h"
#include "core/io/file_kind.h"
#include "core/io/picture_file.h"
#include "core/nn/input/picture_shape.h"
#include "core/nn/model/layer.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMaxFiles = 1'000'000;  ///< that are listed in all class folders
constexpr int kLookedAt = 16;                 ///< files of a folder among which a picture must be
constexpr std::size_t kFilesAtOnce = 64;      ///< between two calls of keep_going

constexpr std::array<std::string_view, 8> kParts{"test", "testing", "validation", "valid",
                                                 "val",  "eval",    "train",      "training"};
constexpr std::size_t kTrainParts = 2;  ///< at the end of kParts

bool is_hidden(const fs::path& path) {
    return path.filename().string().starts_with('.');
}

/// The folder's entries that are not hidden.
std::vector<fs::directory_entry> entries_of(const fs::path& folder) {
    std::vector<fs::directory_entry> entries;
    std::error_code error;
    fs::directory_iterator found(folder, fs::directory_options::skip_permission_denied, error);
    for (; !error && found != fs::directory_iterator() && entries.size() < kMaxFiles; found.increment(error))
        if (!is_hidden(found->path())) entries.push_back(*found);
    return entries;
}

/// The files of a folder in natural order.
std::vector<fs::path> files_of(const fs::path& folder) {
    std::vector<std::pair<std::u32string, fs::path>> sorted;
    std::error_code error;
    for (const fs::directory_entry& entry : entries_of(folder))
        if (entry.is_regular_file(error))
            sorted.emplace_back(utf8_code_points(entry.path().filename().string(), U'\uFFFD'), entry.path());
    std::ranges::sort(sorted, [](const auto& a, const auto& b) {
        return natural_less(a.first, b.first) || (!natural_less(b.first, a.first) && a.second < b.second);
    });
    std::vector<fs::path> files;
    files.reserve(sorted.size());
    for (auto& [key, file] : sorted) files.push_back(std::move(file));
    return files;
}

bool has_picture(const std::vector<fs::path>& files) {
    const auto looked_at = std::min<std::ptrdiff_t>(kLookedAt, std::ssize(files));
    return std::any_of(files.begin(), files.begin() + looked_at,
                       [](const fs::path& file) { return is_picture(file_kind(file)); });
}

/// The sub-folders in ascending order of the bytes of their names.
std::vector<fs::path> folders_of(const fs::path& folder) {
    std::vector<fs::path> folders;
    std::error_code error;
    for (const fs::directory_entry& entry : entries_of(folder))
        if (entry.is_directory(error)) folders.push_back(entry.path());
    std::ranges::sort(folders, {}, [](const fs::path& path) { return path.filename().string(); });
    return folders;
}

/// The class folders directly in `folder`; nullopt if there are fewer than two.
std::optional<ClassFolder> classes_in(const fs::path& folder, const std::vector<fs::path>& folders) {
    if (folders.size() < 2 || has_picture(files_of(folder))) return std::nullopt;
    ClassFolder found;
    for (const fs::path& class_folder : folders) {
        std::vector<fs::path> files = files_of(class_folder);
        if (!has_picture(files)) continue;
        for (fs::path& file : files)
            if (found.files.size() < kMaxFiles) found.files.push_back({std::move(file), found.classes.size()});
        found.classes.push_back(class_folder.filename().string());
    }
    if (found.classes.size() < 2) return std::nullopt;
    return found;
}

/// `count` numbers below `total`, evenly distributed and ascending.
std::vector<std::size_t> even_selection(std::size_t total, std::size_t count) {
    std::vector<std::size_t> selected;
    selected.reserve(count);
    for (std::size_t i = 0; i < count; ++i) selected.push_back(i * total / count);
    return selected;
}

/// Writes the picture, fitted to the shape, as bytes.
void put_bytes(const Picture& picture, const nn::Preprocessing& preprocessing, const nn::Shape& shape,
               std::span<std::uint8_t> out) {
    const nn::Tensor tensor = nn::preprocessed(picture, preprocessing, shape);
    std::ranges::transform(tensor.values, out.begin(), [](float value) {
        return static_cast<std::uint8_t>(std::lround(std::isnan(value) ? 0.0F : std::clamp(value, 0.0F, 255.0F)));
    });
}

/// The files to read, with the numbers of their classes.
struct LabelledFile {
    fs::path path;
    std::uint16_t label = 0;
};

std::vector<LabelledFile> selected_files(const ClassFolder& found, const ClassNumbers& numbers, std::size_t limit,
                                         ClassPictures& result) {
    std::vector<LabelledFile> known;
    for (const ClassFolder::File& file : found.files)
        if (const int number = numbers.numbers[file.class_index]; number >= 0)
            known.push_back({file.path, static_cast<std::uint16_t>(number)});
    if (known.size() <= limit) return known;
    result.skipped = known.size() - limit;
    std::vector<LabelledFile> selected;
    selected.reserve(limit);
    for (const std::size_t i : even_selection(known.size(), limit)) selected.push_back(known[i]);
    return selected;
}

/// Reads the files first .. first + read.size() - 1 on all cores; read[i] becomes true for those that are pictures.
void read_batch(std::span<const LabelledFile> files, const nn::Preprocessing& preprocessing, const nn::Shape& shape,
                std::span<std::uint8_t> images, std::span<char> read) {
    const auto bytes = static_cast<std::size_t>(shape.count());
    parallel_for(static_cast<int>(files.size()), [&](int n) {
        const auto i = static_cast<std::size_t>(n);
        try {
            put_bytes(load_picture_file(files[i].path), preprocessing, shape, images.subspan(i * bytes, bytes));
            read[i] = 1;
        } catch (const LoadError&) {
            read[i] = 0;
        } catch (const std::bad_alloc&) {
            read[i] = 0;  // a picture that is too large
        }
    });
}

std::vector<std::string> names_of_classes(const ClassFolder& found, const ClassNumbers& numbers) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < found.classes.size(); ++i) {
        if (numbers.numbers[i] < 0) continue;
        const auto number = static_cast<std::size_t>(numbers.numbers[i]);
        if (names.size() <= number) names.resize(number + 1);
        names[number] = found.classes[i];
    }
    return names;
}

/// Throws LoadError for a class folder whose name cannot be a label in a model's file.
void check_names(const fs::path& folder, const ClassFolder& found) {
    for (const std::string& name : found.classes)
        if (!is_printable_name(name) || !is_utf8(name))
            throw LoadError(
                printable((folder / found.part / name).string()),
                tr("has a name that no label can have, with control characters or bytes that are not UTF-8"),
                tr("rename the folder, with letters and digits"));
}

}  // namespace

std::optional<ClassFolder> find_class_folder(const fs::path& folder, ClassPart part) {
    const std::vector<fs::path> folders = folders_of(folder);
    const auto names = part == ClassPart::train ? std::span(kParts).last(kTrainParts) : std::span(kParts);
    for (const std::string_view name : names) {
        const auto same =
            std::ranges::find(folders, name, [](const fs::path& path) { return lower_case(path.filename().string()); });
        if (same == folders.end()) continue;
        std::optional<ClassFolder> found = classes_in(*same, folders_of(*same));
        if (!found) continue;
        found->part = same->filename().string();
        return found;
    }
    return classes_in(folder, folders);
}

std::optional<ClassPictures> load_class_pictures(const fs::path& folder, const ClassFolder& found,
                                                 const nn::Model& model, const std::function<bool(double)>& keep_going,
                                                 std::int64_t max_bytes) {
    check_names(folder, found);
    const nn::Node& input = model.node(model.inputs().front());
    const std::optional<nn::Shape> shape = nn::picture_shape(input.shape);
    if (!shape) throw nn::ModelError(input.name, input.layer->type(), tr("takes no picture"));
    const nn::Preprocessing preprocessing{
        .inversion = model.info().preprocessing.inversion, .scale = {1, 1, 1}, .offset = {0, 0, 0}};
    const ClassNumbers numbers = class_numbers(found.classes, model.info().labels);
    ClassPictures result{.data = {.example = *shape}, .numbered_by = numbers.by};
    for (std::size_t i = 0; i < found.classes.size(); ++i)
        if (numbers.numbers[i] < 0) result.unknown_classes.push_back(found.classes[i]);
    result.data.class_names = names_of_classes(found, numbers);
    const auto bytes = static_cast<std::size_t>(shape->count());
    const auto limit = static_cast<std::size_t>(std::max<std::int64_t>(1, max_bytes / shape->count()));
    const std::vector<LabelledFile> files = selected_files(found, numbers, limit, result);
    result.data.images.reserve(files.size() * bytes);
    std::vector<std::uint8_t> images(kFilesAtOnce * bytes);
    std::vector<char> read(kFilesAtOnce);
    for (std::size_t first = 0; first < files.size(); first += kFilesAtOnce) {
        if (keep_going && !keep_going(static_cast<double>(first) / static_cast<double>(files.size())))
            return std::nullopt;
        const auto batch = std::span(files).subspan(first, std::min(kFilesAtOnce, files.size() - first));
        read_batch(batch, preprocessing, *shape, images, read);
        for (std::size_t i = 0; i < batch.size(); ++i) {
            if (read[i] == 0) {
                result.unreadable.push_back(batch[i].path);
                continue;
            }
            const auto image = std::span(images).subspan(i * bytes, bytes);
            result.data.images.insert(result.data.images.end(), image.begin(), image.end());
            result.data.labels.push_back(batch[i].label);
        }
    }
    if (result.data.labels.empty())
        throw LoadError(folder.string(), tr("has no class folder with a picture that can be read"),
                        tr("choose a folder with one sub-folder of pictures for each class"));
    return result;
}

}  // namespace convscope
