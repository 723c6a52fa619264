// Puts the steps of a lesson into another order so that each step still shows what it showed: a step holds only what
// differs from the step before it, so its settings are written again where that step is another one. Must not include
// anything that draws. Call it in a job: it opens the files of the steps.
#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "app/lesson/lesson.h"
#include "app/lesson/state.h"

namespace convscope {

/// A step of the new order: one of the lesson, or a new one, whose settings are written from its state.
struct ArrangedStep {
    int old_step = -1;  ///< from 0; -1: a new one
    std::string title = {};
    std::vector<std::string> covered = {};
    std::optional<Document> state = {};  ///< of a new one
};

struct ArrangedLesson {
    std::string markdown;
    /// Parts of states that lessons cannot express, for people: "painted pixels". Without them a step shows something
    /// else than before.
    std::vector<std::string> left_out;
};

/// The lesson with these steps. Settings that still give a step's state stay as the author has written them.
/// `markdown` is the lesson's source. Throws LoadError if a step's state cannot be made.
ArrangedLesson arranged_lesson(const std::string& markdown, const Lesson& lesson,
                               const std::vector<ArrangedStep>& steps, LessonFiles& files,
                               const std::stop_token& stop = {});

/// The orders of the panel's menu. `step` must have a neighbour to exchange with.
std::vector<ArrangedStep> exchanged_steps(const Lesson& lesson, int step);
std::vector<ArrangedStep> steps_without(const Lesson& lesson, int step);
std::vector<ArrangedStep> steps_with_added(const Lesson& lesson, int after, ArrangedStep added);

/// The Markdown of a step with these settings in its first `convscope` block, which is made if there is none. The
/// lines with cover, hide and point stay; `limit`, if it is not empty, replaces those with only and free.
std::string with_settings_lines(const std::string& source, const std::vector<Setting>& settings,
                                const std::string& limit);

}  // namespace convscope
