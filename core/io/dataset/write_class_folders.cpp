#include "core/io/dataset/write_class_folders.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "core/base/load_error.h"
#include "core/base/parallel.h"
#include "core/base/text/translation.h"
#include "core/image/files/save.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kBlock = 256;  ///< pictures between two calls of keep_going
constexpr Message kRemedy = tr("choose a new or empty folder in which you may write");

/// The name with '_' instead of characters other than letters, digits, '-', '_', spaces and those beyond ASCII.
std::string folder_name(const std::string& name, std::size_t number) {
    std::string result;
    for (const char c : name) {
        const bool is_kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                             c == '_' || c == ' ' || (c & 0x80) != 0;
        result += is_kept ? c : '_';
    }
    constexpr std::size_t kMaxBytes = 200;
    return result.empty() || result.size() > kMaxBytes ? std::to_string(number) : result;
}

void make_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) throw LoadError(folder.string(), tr("the folder cannot be made: {}", error.message()), kRemedy);
}

}  // namespace

std::vector<std::string> class_folder_names(const nn::Dataset& data) {
    std::vector<std::string> names;
    const std::size_t classes = std::max(static_cast<std::size_t>(data.classes()), data.class_names.size());
    names.reserve(classes);
    for (std::size_t i = 0; i < classes; ++i) {
        std::string name = folder_name(i < data.class_names.size() ? data.class_names[i] : "", i);
        if (std::ranges::find(names, name) != names.end()) name += fmt::format("_{}", i);
        names.push_back(std::move(name));
    }
    return names;
}

bool write_class_folders(const fs::path& folder, const nn::Dataset& data,
                         const std::function<bool(double)>& keep_going) {
    make_folder(folder);
    std::error_code error;
    if (!fs::is_empty(folder, error) || error) throw LoadError(folder.string(), tr("is not empty"), kRemedy);
    const std::vector<std::string> names = class_folder_names(data);
    for (const std::string& name : names) make_folder(folder / name);
    const Size size{static_cast<int>(data.example.rows()), static_cast<int>(data.example.cols())};
    const auto channels = static_cast<int>(data.example.channels());
    for (std::int64_t first = 0; first < data.size(); first += kBlock) {
        if (keep_going && !keep_going(static_cast<double>(first) / static_cast<double>(data.size()))) return false;
        const std::int64_t count = std::min(kBlock, data.size() - first);
        parallel_for(static_cast<int>(count), [&](int i) {
            const std::int64_t number = first + i;
            const fs::path file =
                folder / names.at(data.labels[static_cast<std::size_t>(number)]) / fmt::format("{:05}.png", number);
            save_png(file, size, channels, data.image(number));
        });
    }
    return true;
}

}  // namespace convscope
