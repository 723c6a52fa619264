// Writes lessons: the present state as settings, a new step, a new lesson. The text of a lesson is edited as text.
// Must not include anything that draws.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "app/document/document.h"
#include "app/lesson/lesson.h"
#include "core/base/text/translation.h"

namespace convscope {

/// The settings that turn `from` into `to`, as far as words can say it: with_settings(from, ...) then shows the same.
/// Settings that lessons cannot express are named in `left_out`, for people: "painted pixels".
struct WrittenState {
    std::vector<Setting> settings;
    std::vector<std::string> left_out;
};
/// Pictures and models from files are named by their paths from `folder`, the lesson's; files elsewhere are left out.
WrittenState write_state(const Document& from, const Document& to, const std::filesystem::path& folder);

/// The texts of new steps, in place of the teacher's. Work sheets leave them out.
inline constexpr Message kStepTemplate = tr("Write here what the class sees, and what it is asked.");
inline constexpr Message kFirstTemplate = tr("Each step begins with ## and its title. Write here what the class sees.");

/// A step as Markdown, in the language that is shown: heading, `convscope` block with what is covered, and a line to
/// write a text in.
std::string step_markdown(const std::string& title, const std::vector<Setting>& settings,
                          const std::vector<std::string>& covered = {});
/// A new lesson with an example of each part, as Markdown, its texts in the language with this code.
std::string new_lesson_markdown(const std::string& title, const std::string& language = "en");
/// The Markdown with the step added at its end.
std::string with_added_step(std::string markdown, const std::string& step);
/// The Markdown of a step, without blank lines at its end; and the Markdown with that step replaced.
std::string step_source(const std::string& markdown, const LessonStep& step);
std::string with_step_source(const std::string& markdown, const LessonStep& step, const std::string& source);

}  // namespace convscope
