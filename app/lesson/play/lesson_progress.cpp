#include "app/lesson/play/lesson_progress.h"

#include <algorithm>
#include <utility>

#include "app/document/json_values.h"
#include "core/base/files.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

constexpr const char* kFile = "lessons.json";
constexpr std::size_t kMaxBytes = std::size_t{16} << 20;
constexpr std::size_t kMaxTyped = 1000;  ///< bytes of an answer
constexpr int kMaxCount = 1'000'000;

Json step_json(const StepProgress& step) {
    return {{"visited", step.visited},
            {"answered", step.answered},
            {"right", step.right},
            {"revealed", step.revealed},
            {"goal", step.goal_reached},
            {"hints", step.hints},
            {"solution", step.solution_shown},
            {"typed", step.typed.substr(0, kMaxTyped)},
            {"chosen", step.chosen},
            {"attempts", step.attempts}};
}

StepProgress read_step(const JsonReader& reader) {
    StepProgress step{.visited = reader.boolean("visited"),
                      .answered = reader.boolean("answered"),
                      .right = reader.boolean("right"),
                      .revealed = reader.boolean("revealed"),
                      .goal_reached = reader.boolean("goal"),
                      .hints = reader.integer("hints", 0, kMaxCount),
                      .solution_shown = reader.boolean("solution"),
                      .typed = reader.text("typed"),
                      .attempts = reader.integer("attempts", 0, kMaxCount)};
    for (const ParsedJson& choice : reader.array("chosen"))
        if (const auto index = integer_within(choice, 0, kMaxCount)) step.chosen.insert(static_cast<int>(*index));
    return step;
}

Json lesson_json(const KeptLesson& lesson) {
    Json steps = Json::array();
    for (const StepProgress& step : lesson.steps) steps.push_back(step_json(step));
    return {{"file", lesson.file}, {"title", lesson.title}, {"step", lesson.step}, {"steps", std::move(steps)}};
}

KeptLesson read_kept_lesson(const JsonReader& reader) {
    KeptLesson lesson{.file = reader.text("file"),
                      .title = reader.text("title"),
                      .step = reader.integer("step", 0, static_cast<int>(kMaxLessonSteps) - 1)};
    for (const ParsedJson& step : reader.array("steps")) {
        if (lesson.steps.size() == kMaxLessonSteps) break;
        lesson.steps.push_back(read_step(JsonReader(step, reader.file(), "steps.")));
    }
    return lesson;
}

bool is_of(const KeptLesson& kept, const fs::path& file, const std::string& title) {
    return kept.file == file.filename().string() && kept.title == title;
}

}  // namespace

int KeptLesson::visited() const {
    return static_cast<int>(std::ranges::count(steps, true, &StepProgress::visited));
}

const KeptLesson* KeptLessons::find(const fs::path& file, const std::string& title) const {
    const auto found = std::ranges::find_if(lessons, [&](const KeptLesson& kept) { return is_of(kept, file, title); });
    return found == lessons.end() ? nullptr : &*found;
}

void KeptLessons::forget(const fs::path& file, const std::string& title) {
    std::erase_if(lessons, [&](const KeptLesson& kept) { return is_of(kept, file, title); });
}

void KeptLessons::remember(const LessonPlay& play) {
    const Lesson& lesson = play.lesson();
    forget(lesson.file, lesson.title);
    lessons.insert(lessons.begin(), {.file = lesson.file.filename().string(),
                                     .title = lesson.title,
                                     .step = play.index(),
                                     .steps = play.all_progress()});
    if (lessons.size() > kMaxLessons) lessons.resize(kMaxLessons);
}

KeptLessons load_kept_lessons(const fs::path& folder) {
    KeptLessons kept;
    try {
        const std::vector<std::uint8_t> bytes = read_file(folder / kFile, kMaxBytes, {});
        const std::string text(bytes.begin(), bytes.end());
        const ParsedJson json = parse_json_object(text, (folder / kFile).string(), tr("the progress of lessons"));
        const JsonReader reader(json, (folder / kFile).string());
        kept.tour_offered = reader.boolean("tour_offered");
        for (const ParsedJson& lesson : reader.array("lessons")) {
            if (kept.lessons.size() == KeptLessons::kMaxLessons) break;
            kept.lessons.push_back(read_kept_lesson(JsonReader(lesson, reader.file(), "lessons.")));
        }
        return kept;
    } catch (const std::exception&) {
        return {};  // a missing or damaged file: every lesson starts at its beginning
    }
}

void save_kept_lessons(const fs::path& folder, const KeptLessons& kept) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        throw LoadError(folder.string(), tr("cannot be created: {}", error.message()), tr("check the folder above it"));
    Json lessons = Json::array();
    for (const KeptLesson& lesson : kept.lessons) lessons.push_back(lesson_json(lesson));
    const Json json{{"tour_offered", kept.tour_offered}, {"lessons", std::move(lessons)}};
    write_file_atomically(folder / kFile, json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace convscope
