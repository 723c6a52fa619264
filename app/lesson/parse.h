// Reads a lesson from Markdown. Nothing in a lesson is executed, and no other file is opened here.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "app/lesson/lesson.h"

namespace convscope {

/// A lesson and its faults, in the order of their lines. With faults, the lesson has what could be read.
struct ParsedLesson {
    Lesson lesson;
    std::vector<LessonProblem> problems;
};

/// Never throws. `file` is used for Lesson::file and in problems.
ParsedLesson parse_lesson(std::string_view markdown, const std::filesystem::path& file);
/// parse_lesson() of the file. Throws LoadError if it cannot be read, is larger than kMaxLessonBytes or is not UTF-8.
ParsedLesson read_lesson(const std::filesystem::path& file);

/// An entry of the menu of lessons.
struct LessonTitle {
    std::filesystem::path file;
    std::string title, language;
    int minutes = 0;
};
/// The lessons (files that end in .md) of the folder, by file name. Files without a valid front matter are left out.
/// Never throws.
std::vector<LessonTitle> list_lessons(const std::filesystem::path& folder);
/// The file of the tour in the folder of the program's lessons.
inline constexpr const char* kTourFile = "tour.en.md";

}  // namespace convscope
