// The languages of lessons: files NAME.CODE.md with the same NAME in one folder are one lesson.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "app/lesson/parse.h"

namespace convscope {

/// "filters.en.md" and "filters.md" give "filters".
std::string lesson_name(const std::filesystem::path& file);
/// "filters.en.md" gives "filters.ko.md" and so on: the other languages of the lesson in its folder.
std::vector<std::filesystem::path> sibling_files(const std::filesystem::path& file);
/// The file of the same lesson in the language with this code if there is one, otherwise `file`.
std::filesystem::path in_language(const std::filesystem::path& file, std::string_view code);
/// One entry for each lesson: in the language with this code or else in English or else the first; in the order of
/// `titles`.
std::vector<LessonTitle> in_language(const std::vector<LessonTitle>& titles, std::string_view code);

}  // namespace convscope
