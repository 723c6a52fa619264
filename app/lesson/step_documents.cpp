#include "app/lesson/step_documents.h"

#include <utility>

#include "core/base/load_error.h"

namespace convscope {

std::vector<Document> step_documents(const Lesson& lesson, LessonFiles& files) {
    std::vector<Document> documents;
    documents.reserve(lesson.steps.size());
    Document document = lesson_document(files);
    for (const LessonStep& step : lesson.steps) {
        try {
            document = with_settings(std::move(document), step.settings, files);
        } catch (const SettingError& error) {
            const LessonProblem problem = error.in(lesson.file);
            throw LoadError(lesson.file.string(), problem.problem, problem.remedy,
                            "line " + std::to_string(problem.line));
        }
        documents.push_back(document);
    }
    return documents;
}

StepValue step_values(const Lesson& lesson, LessonFiles& files) {
    return [documents = step_documents(lesson, files), assets = files.assets()](int step, const std::string& name) {
        LessonValues values(documents.at(static_cast<std::size_t>(step)), assets);
        return values.find(name);
    };
}

}  // namespace convscope
