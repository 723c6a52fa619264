#include <fmt/format.h>

#include <algorithm>

#include "core/base/counted.h"
#include "core/io/dataset/class_folder.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

/// "a, b, c and 4 more".
std::string first_names(const std::vector<std::string>& names) {
    constexpr std::size_t kMaxNames = 3;
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), kMaxNames); ++i) {
        const bool is_last = i > 0 && i + 1 == names.size();
        text += (i == 0 ? "" : is_last ? " and " : ", ") + names[i];
    }
    return names.size() <= kMaxNames ? text : text + fmt::format(" and {} more", names.size() - kMaxNames);
}

}  // namespace

std::string note_of(const ClassFolder& found, const ClassPictures& pictures) {
    std::string note = found.part.empty() ? "" : fmt::format(" They are in its folder {}.", found.part);
    if (pictures.numbered_by == ClassNumbers::By::order)
        note += " The folders in the order of their names are the classes 0, 1, 2 and so on.";
    if (!pictures.unknown_classes.empty())
        note +=
            fmt::format(" Left out, because the model has no such class: {}.", first_names(pictures.unknown_classes));
    if (!pictures.unreadable.empty()) {
        std::vector<std::string> names;
        for (const fs::path& file : pictures.unreadable) names.push_back(file.filename().string());
        note += fmt::format(" {} cannot be read as {}: {}.", counted(std::ssize(names), "file"),
                            names.size() == 1 ? "a picture" : "pictures", first_names(names));
    }
    if (pictures.skipped > 0)
        note += fmt::format(
            " {} left out, evenly, because all together need too much memory.",
            counted(static_cast<long long>(pictures.skipped), "picture") + (pictures.skipped == 1 ? " was" : " were"));
    return note.empty() ? note : note.substr(1);
}

}  // namespace convscope
