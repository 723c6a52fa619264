#include "app/lesson/step_documents.h"

#include <memory>
#include <utility>

#include "app/lesson/sheet/state_text.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"

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
            throw LoadError(lesson.file.string(), problem.problem, problem.remedy, tr("line {}", problem.line));
        }
        documents.push_back(document);
    }
    return documents;
}

StepFacts step_facts(const Lesson& lesson, LessonFiles& files) {
    const auto documents = std::make_shared<const std::vector<Document>>(step_documents(lesson, files));
    const auto document_of = [documents](int step) -> const Document& {
        return documents->at(static_cast<std::size_t>(step));
    };
    return {.value =
                [document_of, assets = files.assets()](int step, const std::string& name) {
                    LessonValues values(document_of(step), assets);
                    return values.find(name);
                },
            .state =
                [document_of, assets = files.assets(), &lesson](int step) {
                    ValueSource source(document_of(step), assets, std::nullopt);
                    return state_text({lesson.step(step), source, sheet_words(lesson.language), false});
                }};
}

}  // namespace convscope
