// Plays every step of a lesson without a window and reports what is wrong with it.
// Must not include anything that draws.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/lesson/lesson.h"

namespace convscope {

struct LessonReport {
    std::filesystem::path file;
    std::string title;
    int steps = 0, questions = 0, goals = 0;
    double seconds = 0;  ///< duration of the check
    std::vector<LessonProblem> problems;
    std::vector<std::string> notes;  ///< what could not be played here, such as a long training
};

/// Checks front matter, words, names and values; opens every state; plays every solution; and compares the file with
/// its siblings in other languages. `assets` is the program's folder. Never throws: a file that cannot be read is a
/// problem.
LessonReport check_lesson(const std::filesystem::path& file, const std::filesystem::path& assets);
/// The lesson, for work sheets and questions, which need a sound one: check_lesson() must report no problem. Throws
/// std::runtime_error with the text of the first one.
Lesson sound_lesson(const std::filesystem::path& file, const std::filesystem::path& assets);
/// The differences of the blocks of two languages of one lesson, as problems of `lesson`.
std::vector<LessonProblem> language_problems(const Lesson& lesson, const Lesson& sibling);

/// The report as text: one line for the file, then one for each problem and note.
std::string report_text(const LessonReport& report);

}  // namespace convscope
