#include "app/lesson/languages.h"

#include <algorithm>
#include <map>
#include <system_error>

namespace convscope {

namespace fs = std::filesystem;

std::string lesson_name(const fs::path& file) {
    return file.stem().stem().string();
}

std::vector<fs::path> sibling_files(const fs::path& file) {
    std::vector<fs::path> siblings;
    if (file.extension() != ".md" || file.stem().extension().empty()) return siblings;
    std::error_code error;
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        const fs::path other = entry->path().filename();
        if (other == file.filename() || other.extension() != ".md" || other.stem().extension().empty()) continue;
        if (lesson_name(other) == lesson_name(file)) siblings.push_back(folder / other);
    }
    std::ranges::sort(siblings);
    return siblings;
}

fs::path in_language(const fs::path& file, std::string_view code) {
    fs::path other = file.parent_path() / (lesson_name(file) + "." + std::string(code) + ".md");
    std::error_code error;
    return fs::exists(other, error) ? other : file;
}

std::vector<LessonTitle> in_language(const std::vector<LessonTitle>& titles, std::string_view code) {
    const auto rank = [&](const LessonTitle& title) {
        return title.language == code ? 0 : title.language == "en" ? 1 : 2;
    };
    std::map<std::string, LessonTitle> best;
    for (const LessonTitle& title : titles) {
        const auto [place, is_new] = best.try_emplace(lesson_name(title.file), title);
        if (!is_new && rank(title) < rank(place->second)) place->second = title;
    }
    std::vector<LessonTitle> chosen;
    chosen.reserve(best.size());
    for (const LessonTitle& title : titles)
        if (best.at(lesson_name(title.file)).file == title.file) chosen.push_back(title);
    return chosen;
}

}  // namespace convscope
