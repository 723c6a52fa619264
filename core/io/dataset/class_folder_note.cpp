#include <algorithm>

#include "core/base/text/translation.h"
#include "core/io/dataset/class_folder.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

/// "a, b, c and 4 more".
std::string first_names(const std::vector<std::string>& names) {
    constexpr std::size_t kMaxNames = 3;
    std::string text = names.front();
    for (std::size_t i = 1; i < std::min(names.size(), kMaxNames); ++i)
        text = i + 1 == names.size() ? tr("{} and {}", text, names[i]) : tr("{}, {}", text, names[i]);
    return names.size() <= kMaxNames ? text : tr("{} and {} more", text, names.size() - kMaxNames);
}

}  // namespace

std::string note_of(const ClassFolder& found, const ClassPictures& pictures) {
    std::vector<std::string> sentences;
    if (!found.part.empty()) sentences.push_back(tr("They are in its folder {}.", found.part));
    if (pictures.numbered_by == ClassNumbers::By::order)
        sentences.emplace_back(tr("The folders in the order of their names are the classes 0, 1, 2 and so on."));
    if (!pictures.unknown_classes.empty())
        sentences.push_back(
            tr("Left out, because the model has no such class: {}.", first_names(pictures.unknown_classes)));
    if (!pictures.unreadable.empty()) {
        std::vector<std::string> names;
        for (const fs::path& file : pictures.unreadable) names.push_back(file.filename().string());
        sentences.push_back(tr_count(std::ssize(names), "{} file cannot be read as a picture: {}.",
                                     "{} files cannot be read as pictures: {}.", first_names(names)));
    }
    if (pictures.skipped > 0)
        sentences.push_back(tr_count(static_cast<long long>(pictures.skipped),
                                     "{} picture was left out, evenly, because all together need too much memory.",
                                     "{} pictures were left out, evenly, because all together need too much memory."));
    return fmt::format("{}", fmt::join(sentences, " "));
}

}  // namespace convscope
