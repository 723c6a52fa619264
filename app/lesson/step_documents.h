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

/// Facts about the steps' documents.
struct StepFacts {
    /// A named value; nullopt if the document has none.
    std::function<std::optional<LessonValue>(int step, const std::string& name)> value;
    /// state_text(): the picture, the filter and what else the question is about, in words.
    std::function<std::string(int step)> state;
};
/// Opens all states now. Throws as step_documents() does. `lesson` must outlive the result.
StepFacts step_facts(const Lesson& lesson, LessonFiles& files);

}  // namespace convscope
