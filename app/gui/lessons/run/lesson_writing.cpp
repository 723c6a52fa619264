// Writing a lesson in the window: a new one, one more step, the text of a step.
#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "app/gui/lessons/run/lesson_runner.h"
#include "app/lesson/check.h"
#include "core/base/counted.h"
#include "core/base/files.h"
#include "core/base/load_error.h"

namespace convscope {

namespace {

constexpr const char* kNewTitle = "My lesson";
constexpr std::size_t kMaxEarlier = 50;

/// "my-lesson.en.md in the folder /home/ada/lessons/". Notices show a folder that ends with a slash.
std::string with_folder(const std::filesystem::path& file) {
    return fmt::format("{} in the folder {}/", file.filename().string(), file.parent_path().string());
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
    std::filesystem::path file = folder / (stem + ".en.md");
    for (int number = 2; std::filesystem::exists(file, error); ++number)
        file = folder / fmt::format("{}-{}.en.md", stem, number);
    return file;
}

void LessonRunner::create() {
    create_with(new_lesson_markdown(kNewTitle));
}

void LessonRunner::create_with(const std::string& markdown) {
    if (data_.empty()) return messages_.warn("There is no folder for your lessons. Set XDG_DATA_HOME or HOME.");
    const std::filesystem::path file = new_file("my-lesson");
    try {
        std::filesystem::create_directories(file.parent_path());
        write_file_atomically(file, markdown);
    } catch (const std::exception& error) {
        return messages_.warn(error.what());
    }
    messages_.say("Your lesson is saved as " + with_folder(file) + ".");
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
        messages_.warn("There is no folder for your lessons. Set XDG_DATA_HOME or HOME.");
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
        messages_.say("The program's lesson stays as it is: your copy is " + with_folder(file) + ".");
        open(file);
    } else {
        messages_.say("Your lesson is saved as " + with_folder(file) + ".");
        reload();
    }
    return true;
}

std::vector<Setting> LessonRunner::all_settings() const {
    std::vector<Setting> settings;
    if (!play_) return settings;
    for (const LessonStep& step : play_->lesson().steps)
        settings.insert(settings.end(), step.settings.begin(), step.settings.end());
    return settings;
}

void LessonRunner::add_step(const std::vector<std::string>& covered) {
    const std::filesystem::path folder = play_ ? play_->lesson().file.parent_path() : data_ / "lessons";
    const auto files = play_ ? files_ : std::make_shared<LessonFiles>(assets_, folder);
    // The new step says what differs from the state that the last step leaves.
    jobs_.submit(
        [before = all_settings(), files, folder, now = history_.document()](const std::stop_token& stop) {
            return write_state(with_settings(lesson_document(*files), before, *files, stop), now, folder);
        },
        [this, lesson = lesson_, covered](const WrittenState& state) {
            if (lesson == lesson_) take_written(state, covered);
        },
        warning());
}

void LessonRunner::take_written(const WrittenState& state, const std::vector<std::string>& covered) {
    shows_last_ = true;
    if (play_) {
        const std::string title = fmt::format("Step {}", play_->lesson().size() + 1);
        if (!write(with_added_step(markdown_, step_markdown(title, state.settings, covered)))) return;
    } else {
        // The first lines of the template, up to its first step, are those of every lesson.
        std::string markdown = new_lesson_markdown(kNewTitle);
        markdown.resize(std::min(markdown.find("\n## "), markdown.size()));
        create_with(with_added_step(markdown, step_markdown("Step 1", state.settings, covered)));
    }
    std::string left_out;
    for (const std::string& part : state.left_out) left_out += (left_out.empty() ? "" : ", ") + part;
    if (!left_out.empty()) messages_.say("This view is a step now, without what lessons cannot say: " + left_out + ".");
}

void LessonRunner::save_step(const std::string& source) {
    if (play_) write(with_step_source(markdown_, edited_part(), source));
}

void LessonRunner::delete_step() {
    if (!play_ || play_->lesson().size() < 2) return;
    if (write(without_step(markdown_, play_->lesson(), play_->index())))
        messages_.say("The step is deleted. The panel's menu takes that back.");
}

void LessonRunner::move_step(int by) {
    if (!play_) return;
    const int first = std::min(play_->index(), play_->index() + by);
    if (first < 0 || first + 1 >= play_->lesson().size()) return;
    write(with_exchanged_steps(markdown_, play_->lesson(), first));
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
    messages_.say("The lesson is being checked: every step is played.");
    checks_.submit(
        [file = play_->lesson().file, assets = assets_] { return check_lesson(file, assets); },
        [this, lesson = lesson_](const LessonReport& report) {
            if (!play_ || lesson != lesson_) return;
            problems_ = report.problems;
            if (!problems_.empty())
                return messages_.warn(fmt::format("The check found {}: the panel lists what to change.",
                                                  counted(std::ssize(problems_), "problem")));
            messages_.say(fmt::format("The check found nothing wrong in {}.", counted(report.steps, "step")));
        },
        warning());
}

}  // namespace convscope
