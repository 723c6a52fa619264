// Writing a lesson in the window: a new one, one more step, the text of a step.
#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "app/gui/lessons/run/lesson_runner.h"
#include "app/lesson/check.h"
#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr Message kNewTitle = tr("My lesson");
constexpr Message kAddedWithout = tr("This view is a step now, without what lessons cannot say: {}.");
constexpr Message kChangedSteps = tr("Some steps show something else than before, because lessons cannot say: {}.");
constexpr std::size_t kMaxEarlier = 50;

/// "Your lesson is saved as my-lesson.en.md in the folder /home/ada/lessons/." Notices show a folder that ends with a
/// slash.
std::string saved_text(const std::filesystem::path& file) {
    return tr("Your lesson is saved as {} in the folder {}/.", file.filename().string(), file.parent_path().string());
}

/// The message with the list of these parts in it.
std::string with_list(Message message, const std::vector<std::string>& parts) {
    std::string list;
    for (const std::string& part : parts) list = list.empty() ? part : tr("{}, {}", list, part);
    return format_translation(message.english(), fmt::make_format_args(list));
}

}  // namespace

LessonStep LessonRunner::edited_part() const {
    LessonStep part = play_->step();
    if (play_->index() == 0) part.line = 1;
    return part;
}

bool LessonRunner::is_own() const {
    if (!play_) return false;
    const std::filesystem::path folder = play_->lesson().file.parent_path();
    return folder.lexically_normal() != (assets_ / "lessons").lexically_normal();
}

std::filesystem::path LessonRunner::new_file(const std::string& stem) const {
    const std::filesystem::path folder = data_ / "lessons";
    std::error_code error;
    std::filesystem::path file = folder / fmt::format("{}.{}.md", stem, language());
    for (int number = 2; std::filesystem::exists(file, error); ++number)
        file = folder / fmt::format("{}-{}.{}.md", stem, number, language());
    return file;
}

void LessonRunner::create() {
    create_with(new_lesson_markdown(kNewTitle, language()));
}

void LessonRunner::create_with(const std::string& markdown) {
    if (data_.empty()) return messages_.warn(tr("There is no folder for your lessons. Set XDG_DATA_HOME or HOME."));
    const std::filesystem::path file = new_file("my-lesson");
    try {
        std::filesystem::create_directories(file.parent_path());
        write_file_atomically(file, markdown);
    } catch (const std::exception& error) {
        return messages_.warn(error.what());
    }
    messages_.say(saved_text(file));
    open(file);
}

bool LessonRunner::write(const std::string& markdown) {
    std::vector<std::string> earlier = earlier_;
    if (earlier.size() == kMaxEarlier) earlier.erase(earlier.begin());
    earlier.push_back(markdown_);
    if (!write_now(markdown)) return false;
    earlier_ = std::move(earlier);  // after a copy was opened, which forgets the texts of the lesson before
    return true;
}

bool LessonRunner::write_now(const std::string& markdown) {
    std::filesystem::path file = play_->lesson().file;
    const bool copies = !is_own();
    if (copies && data_.empty()) {
        messages_.warn(tr("There is no folder for your lessons. Set XDG_DATA_HOME or HOME."));
        return false;
    }
    try {
        if (copies) {
            file = new_file("my-" + file.stem().stem().string());
            std::filesystem::create_directories(file.parent_path());
        }
        write_file_atomically(file, markdown);
    } catch (const std::exception& error) {
        messages_.warn(error.what());
        return false;
    }
    if (copies) {
        messages_.say(tr("The program's lesson stays as it is: your copy is {} in the folder {}/.",
                         file.filename().string(), file.parent_path().string()));
        open(file);
    } else {
        messages_.say(saved_text(file));
        reload();
    }
    return true;
}

void LessonRunner::add_step(const std::vector<std::string>& covered) {
    if (play_) {
        const int shown = play_->index();
        ArrangedStep step{
            .title = tr("Step {}", play_->lesson().size() + 1), .covered = covered, .state = history_.document()};
        return arrange(steps_with_added(play_->lesson(), shown, std::move(step)), shown + 1, kAddedWithout, {});
    }
    const std::filesystem::path folder = data_ / "lessons";
    // The first step says what differs from the state of the first start.
    jobs_.submit([folder, files = std::make_shared<LessonFiles>(assets_, folder),
                  now = history_.document()] { return write_state(lesson_document(*files), now, folder); },
                 [this, lesson = lesson_, covered](const WrittenState& state) {
                     if (lesson == lesson_) create_with_step(state, covered);
                 },
                 warning());
}

void LessonRunner::create_with_step(const WrittenState& state, const std::vector<std::string>& covered) {
    added_step_ = 0;
    // The first lines of the template, up to its first step, are those of every lesson.
    std::string markdown = new_lesson_markdown(kNewTitle, language());
    markdown.resize(std::min(markdown.find("\n## "), markdown.size()));
    create_with(with_added_step(markdown, step_markdown(tr("Step {}", 1), state.settings, covered)));
    if (!state.left_out.empty()) messages_.say(with_list(kAddedWithout, state.left_out));
}

void LessonRunner::arrange(std::vector<ArrangedStep> steps, std::optional<int> added, Message without, Message done) {
    jobs_.submit([steps = std::move(steps), markdown = markdown_, lesson = play_->lesson(), files = files_](
                     const std::stop_token& stop) { return arranged_lesson(markdown, lesson, steps, *files, stop); },
                 [this, lesson = lesson_, before = markdown_, added, without, done](const ArrangedLesson& arranged) {
                     // Nothing may have been written in between.
                     if (!play_ || lesson != lesson_ || before != markdown_) return;
                     added_step_ = added;
                     if (!write(arranged.markdown)) {
                         added_step_.reset();
                         return;
                     }
                     if (!done.empty()) messages_.say(done);
                     if (!arranged.left_out.empty()) messages_.say(with_list(without, arranged.left_out));
                 },
                 warning());
}

void LessonRunner::save_step(const std::string& source) {
    if (play_) write(with_step_source(markdown_, edited_part(), source));
}

void LessonRunner::delete_step() {
    if (!play_ || play_->lesson().size() < 2) return;
    arrange(steps_without(play_->lesson(), play_->index()), std::nullopt, kChangedSteps,
            tr("The step is deleted. The panel's menu takes that back."));
}

void LessonRunner::move_step(int by) {
    if (!play_) return;
    const int first = std::min(play_->index(), play_->index() + by);
    if (first < 0 || first + 1 >= play_->lesson().size()) return;
    arrange(exchanged_steps(play_->lesson(), first), std::nullopt, kChangedSteps, {});
}

void LessonRunner::take_back_text() {
    if (!play_ || earlier_.empty()) return;
    std::vector<std::string> earlier = earlier_;
    const std::string before = std::move(earlier.back());
    earlier.pop_back();
    if (write_now(before)) earlier_ = std::move(earlier);
}

void LessonRunner::check() {
    if (!play_) return;
    messages_.say(tr("The lesson is being checked: every step is played."));
    checks_.submit([file = play_->lesson().file, assets = assets_] { return check_lesson(file, assets); },
                   [this, lesson = lesson_](const LessonReport& report) {
                       if (!play_ || lesson != lesson_) return;
                       problems_ = report.problems;
                       if (!problems_.empty())
                           return messages_.warn(tr_count(
                               std::ssize(problems_), "The check found {} problem: the panel lists what to change.",
                               "The check found {} problems: the panel lists what to change."));
                       messages_.say(tr_count(report.steps, "The check found nothing wrong in {} step.",
                                              "The check found nothing wrong in {} steps."));
                   },
                   warning());
}

}  // namespace convscope
