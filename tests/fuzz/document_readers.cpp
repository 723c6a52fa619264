#include "tests/fuzz/document_readers.h"

#include <stdexcept>
#include <string>

#include "app/document/session.h"
#include "app/document/user_settings.h"
#include "app/lesson/parse.h"
#include "app/lesson/write.h"
#include "core/base/load_error.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace {

void require_that(bool condition, const char* promise) {
    if (!condition) throw std::logic_error(promise);
}

}  // namespace

bool read_settings(std::span<const std::uint8_t> bytes) {
    static const TemporaryFolder folder;
    folder.write("settings.json", bytes);
    std::string problem;
    const UserSettings settings = load_user_settings(folder.path(), problem);
    if (!problem.empty()) {
        require_that(settings == UserSettings{}, "settings that cannot be read are the defaults");
        require_that(problem.find('\n') == std::string::npos && problem.back() == '.', "a message is one line");
        return false;
    }
    require_that(settings.scale >= 0.75F && settings.scale <= 3, "the scale is within its limits");
    require_that(settings.recent_files.size() <= UserSettings::kMaxRecent, "there are not too many recent files");
    require_that(settings.pictures.size() <= UserSettings::kMaxPictures, "there are not too many pictures");
    require_that(settings.models.size() <= UserSettings::kMaxModels, "there are not too many models");
    save_user_settings(folder.path(), settings);
    const UserSettings again = load_user_settings(folder.path(), problem);
    require_that(problem.empty() && again == settings, "saved settings are the same when they are read");
    return true;
}

bool read_session(std::span<const std::uint8_t> bytes) {
    static const TemporaryFolder folder;
    try {
        const Session session = load_session(folder.write("session.json", bytes));
        const Picture& picture = session.document.picture.picture;
        for (const Plane& plane : picture.planes)
            require_that(plane.size() == picture.size(), "the channels of a picture are of one size");
        return true;
    } catch (const LoadError& error) {
        const std::string sentence = error.what();
        require_that(sentence.find('\n') == std::string::npos && sentence.back() == '.', "an error is one sentence");
        require_that(!error.fault().empty() && !error.remedy().empty(), "an error says what is wrong and what to do");
        return false;
    }
}

bool read_lesson_text(std::span<const std::uint8_t> bytes) {
    const std::string text(bytes.begin(), bytes.end());
    const ParsedLesson parsed = parse_lesson(text, "lesson.en.md");
    const Lesson& lesson = parsed.lesson;
    require_that(lesson.steps.size() <= kMaxLessonSteps, "there are not too many steps");
    int line = 0;
    for (const LessonStep& step : lesson.steps) {
        require_that(step.line > line && step.last_line >= step.line, "steps follow each other");
        line = step.last_line;
        require_that(step_source(text, step).size() <= text.size(), "a step is a part of the text");
    }
    for (const LessonProblem& problem : parsed.problems) {
        require_that(!problem.problem.empty() && !problem.remedy.empty(), "a problem says what to do");
        require_that(problem.text().find('\n') == std::string::npos, "a problem is one line");
    }
    return parsed.problems.empty();
}

}  // namespace convscope
