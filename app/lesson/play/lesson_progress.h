// The progress of lessons, kept over restarts in one JSON file, by the lesson's file name and title.
// Must not include anything that draws.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/lesson/play/lesson_play.h"

namespace convscope {

struct KeptLesson {
    std::string file, title;  ///< the lesson's file name without folders, and its title
    int step = 0;             ///< the step that was shown last
    std::vector<StepProgress> steps;
    bool operator==(const KeptLesson&) const = default;

    /// The number of steps that were visited.
    int visited() const;
};

/// The progress of all lessons; the one that was played last comes first.
struct KeptLessons {
    std::vector<KeptLesson> lessons;
    bool tour_offered = false;  ///< the tour was taken or skipped
    bool operator==(const KeptLessons&) const = default;

    static constexpr std::size_t kMaxLessons = 100;
    /// nullptr if the lesson was never played.
    const KeptLesson* find(const std::filesystem::path& file, const std::string& title) const;
    /// Puts the play's progress first.
    void remember(const LessonPlay& play);
    void forget(const std::filesystem::path& file, const std::string& title);
};

/// Reads lessons.json from the folder (the program's data_folder()). Gives nothing if there is no such file or if it is
/// damaged. Never throws.
KeptLessons load_kept_lessons(const std::filesystem::path& folder);
/// Writes lessons.json atomically and makes the folder if necessary. Throws LoadError.
void save_kept_lessons(const std::filesystem::path& folder, const KeptLessons& kept);

}  // namespace convscope
