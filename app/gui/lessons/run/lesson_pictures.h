// The pictures in a lesson's text, made small for the panel. Must not include Dear ImGui: they are read in a job.
#pragma once

#include <filesystem>
#include <map>
#include <vector>

#include "app/gui/toolkit/thumbnail.h"
#include "app/lesson/lesson.h"
#include "app/lesson/state.h"

namespace convscope {

inline constexpr std::size_t kMaxLessonPictures = 64;
inline constexpr int kLessonPictureSide = 720;  ///< pixels; the panel's width on a large screen

/// By the path that the lesson's text names.
using LessonPictures = std::map<std::filesystem::path, Thumbnail>;

/// Reads the pictures of all texts from the lesson's folder. One that cannot be read, or that is one too many, is added
/// to `problems` with its line.
LessonPictures read_lesson_pictures(const Lesson& lesson, const LessonFiles& files,
                                    std::vector<LessonProblem>& problems);

}  // namespace convscope
