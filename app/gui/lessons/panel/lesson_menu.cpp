#include "app/gui/lessons/panel/lesson_menu.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "app/gui/widgets/menu.h"
#include "app/lesson/check.h"
#include "app/lesson/gift/gift.h"
#include "app/lesson/languages.h"
#include "app/lesson/sheet/build_sheet.h"
#include "app/lesson/sheet/output/sheet_file.h"
#include "app/lesson/step_documents.h"
#include "core/base/files.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMenu = "lesson.menu";

using RunnerChange = void (LessonRunner::*)();

/// An entry that calls one function of the runner.
struct RunnerEntry {
    std::string_view key;
    RunnerChange change;
};

constexpr std::array<RunnerEntry, 8> kRunnerEntries{{{"again", &LessonRunner::set_up_again},
                                                     {"up", &LessonRunner::move_step_up},
                                                     {"down", &LessonRunner::move_step_down},
                                                     {"delete", &LessonRunner::delete_step},
                                                     {"back", &LessonRunner::take_back_text},
                                                     {"check", &LessonRunner::check},
                                                     {"restart", &LessonRunner::start_over},
                                                     {"reload", &LessonRunner::reload}}};

/// "edges" for the file edges.en.md; for a name without letters "lesson".
std::string stem_of(const Lesson& lesson) {
    const std::string stem = lesson_name(lesson.file);
    return stem.empty() ? "lesson" : stem;
}

SaveAs sheet_to_save(const LessonRunner& runner, bool solutions) {
    const Lesson& lesson = runner.play().lesson();
    return {.name = stem_of(lesson) + (solutions ? "_solutions.pdf" : "_sheet.pdf"),
            .write = [source = lesson.file, assets = runner.assets(), solutions](const fs::path& file) {
                check_sheet_name(file);
                const Lesson sound = sound_lesson(source, assets);
                LessonFiles files(assets, source.parent_path());
                save_sheet(file, lesson_sheet(sound, files, solutions));
            }};
}

SaveAs questions_to_save(const LessonRunner& runner) {
    const Lesson& lesson = runner.play().lesson();
    const bool has_goals =
        std::ranges::any_of(lesson.steps, [](const LessonStep& step) { return step.goal.has_value(); });
    return {.name = stem_of(lesson) + ".gift",
            .write =
                [source = lesson.file, assets = runner.assets()](const fs::path& file) {
                    const Lesson sound = sound_lesson(source, assets);
                    LessonFiles files(assets, source.parent_path());
                    write_file_atomically(file, gift_file(sound, step_facts(sound, files)).text);
                },
            .note = has_goals ? tr("Goals are left out: they are reached in this program only.") : Message()};
}

std::array<MenuEntry, 16> entries_of(const LessonRunner& runner, const LessonMenuLabels& labels) {
    const LessonPlay& play = runner.play();
    return {MenuEntry{"teacher", labels.for_teacher ? tr("Hide the teacher's notes") : tr("Show the teacher's notes")},
            MenuEntry{"side", labels.on_left ? tr("Move to the right") : tr("Move to the left")},
            MenuEntry{"again", tr("Show this step's view again")},
            MenuEntry{"restart", tr("Start again, without the answers")},
            MenuEntry{"edit", tr("Edit the text of this step")},
            MenuEntry{"add", tr("Add this view as a step")},
            MenuEntry{"up", tr("Move this step up"), play.can_go_back()},
            MenuEntry{"down", tr("Move this step down"), play.can_go_on()},
            MenuEntry{"delete", tr("Delete this step"), play.lesson().size() > 1},
            MenuEntry{"back", tr("Take back the last change of the text"), runner.has_earlier_text()},
            MenuEntry{"reload", tr("Read the file again (F5)")},
            MenuEntry{"check", tr("Check this lesson"), true, tr("Plays every step and lists what is wrong")},
            MenuEntry{"sheet", tr("Work sheet (PDF, HTML)\u2026")},
            MenuEntry{"solutions", tr("Solution sheet (PDF, HTML)\u2026")},
            MenuEntry{"gift", tr("Questions for Moodle (GIFT)\u2026")},
            MenuEntry{"leave", tr("Leave the lesson")}};
}

}  // namespace

void open_lesson_menu(Ui& ui, Rect anchor) {
    open_menu(ui, kMenu, anchor);
}

std::optional<std::string_view> lesson_menu(Frame& frame, const LessonRunner& runner, const LessonMenuLabels& labels,
                                            LessonRequests& requests) {
    const auto chosen = menu(frame.ui, kMenu, entries_of(runner, labels));
    if (!chosen) return std::nullopt;
    const auto* const entry = std::ranges::find(kRunnerEntries, *chosen, &RunnerEntry::key);
    if (entry != kRunnerEntries.end())
        requests.push_back([change = entry->change](LessonRunner& target) { (target.*change)(); });
    else if (*chosen == "leave")
        requests.push_back([](LessonRunner& target) { target.leave(); });
    else if (*chosen == "add")
        frame.request(AddLessonStep{});
    else if (*chosen == "gift")
        frame.request(questions_to_save(runner));
    else if (*chosen == "sheet" || *chosen == "solutions")
        frame.request(sheet_to_save(runner, *chosen == "solutions"));
    else
        return chosen;
    return std::nullopt;
}

}  // namespace convscope
