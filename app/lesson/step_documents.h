// The documents that a lesson's steps open, for work that needs all of them: sheets and exports. Must not include
// anything that draws.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/lesson/state.h"
#include "app/lesson/values.h"

namespace convscope {

/// The document after each step's settings, in order. Throws LoadError with the line of a setting that cannot be
/// applied.
std::vector<Document> step_documents(const Lesson& lesson, LessonFiles& files);

/// A named value in a step's document; nullopt if it has none.
using StepValue = std::function<std::optional<LessonValue>(int step, const std::string& name)>;
/// Opens all states now. Throws as step_documents() does.
StepValue step_values(const Lesson& lesson, LessonFiles& files);

}  // namespace convscope
