#include "app/gui/lessons/run/lesson_runner.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"

namespace convscope {

struct LessonRunner::Opened {
    std::string markdown;
    ParsedLesson parsed;
    LessonPictures pictures;
};

namespace {

struct Applied {
    std::optional<Document> document;
    std::optional<LessonProblem> problem;
};

Applied applied_state(const StepState& state, const Document& present, LessonFiles& files,
                      const std::filesystem::path& file, const std::stop_token& stop) {
    try {
        return {with_settings(state.from_start ? lesson_document(files) : present, state.settings, files, stop), {}};
    } catch (const SettingError& error) {
        return {{}, error.in(file)};
    }
}

/// Names of the lessons that come first: the tour, and the lessons of the course.
constexpr std::array<std::string_view, 3> kFirstLessons{"tour", "convolution", "fashion"};

/// The tour first, then the lessons of the course, then the others by title.
std::vector<LessonTitle> in_order(std::vector<LessonTitle> titles) {
    const auto rank = [](const LessonTitle& title) {
        return std::ranges::find(kFirstLessons, lesson_name(title.file)) - kFirstLessons.begin();
    };
    std::ranges::stable_sort(titles, [&rank](const LessonTitle& a, const LessonTitle& b) {
        return std::pair(rank(a), a.title) < std::pair(rank(b), b.title);
    });
    return titles;
}

}  // namespace

LessonRunner::LessonRunner(std::filesystem::path assets, std::filesystem::path data, History& history,
                           OpeningMessages& messages, const std::function<void()>& wake)
    : assets_(std::move(assets)),
      data_(std::move(data)),
      history_(history),
      messages_(messages),
      jobs_(wake),
      checks_(wake) {
    if (!data_.empty()) kept_ = load_kept_lessons(data_);
}

std::function<void(const std::string&)> LessonRunner::warning() {
    return [this](const std::string& problem) { messages_.warn(problem); };
}

void LessonRunner::update(const std::optional<RunFacts>& run) {
    run_ = run;
    jobs_.drain();
    checks_.drain();
    compare_state();
    check_goal();
}

void LessonRunner::list() {
    struct Lists {
        std::vector<LessonTitle> shipped, own;
    };
    jobs_.submit(
        [shipped = assets_ / "lessons", own = data_.empty() ? data_ : data_ / "lessons"] {
            return Lists{in_order(in_language(list_lessons(shipped), language())),
                         own.empty() ? std::vector<LessonTitle>() : list_lessons(own)};
        },
        [this](Lists lists) {
            shipped_ = std::move(lists.shipped);
            own_ = std::move(lists.own);
        },
        warning());
}

void LessonRunner::close_tour_offer() {
    if (kept_.tour_offered) return;
    kept_.tour_offered = true;
    keep();
}

LessonRunner::Opened LessonRunner::read(const std::filesystem::path& file, const std::filesystem::path& assets) {
    ParsedLesson parsed = read_lesson(file);
    const auto bytes = read_file(file, kMaxLessonBytes, tr("write a lesson into it"));
    LessonPictures pictures =
        read_lesson_pictures(parsed.lesson, LessonFiles(assets, file.parent_path()), parsed.problems);
    return {std::string(bytes.begin(), bytes.end()), std::move(parsed), std::move(pictures)};
}

void LessonRunner::open(const std::filesystem::path& file) {
    if (play_) leave();
    const std::uint64_t lesson = ++lesson_;
    jobs_.submit([file, assets = assets_] { return read(file, assets); },
                 [this, file, lesson](Opened opened) {
                     if (lesson == lesson_) take(std::move(opened), file, false);
                 },
                 warning());
}

void LessonRunner::reload() {
    if (!play_) return;
    const std::filesystem::path file = play_->lesson().file;
    jobs_.submit([file, assets = assets_] { return read(file, assets); },
                 [this, file, lesson = lesson_](Opened opened) {
                     if (lesson == lesson_) take(std::move(opened), file, true);
                 },
                 warning());
}

void LessonRunner::take(Opened opened, const std::filesystem::path& file, bool again) {
    problems_ = std::move(opened.parsed.problems);
    markdown_ = std::move(opened.markdown);
    pictures_ = std::move(opened.pictures);
    ++pictures_version_;
    Lesson& lesson = opened.parsed.lesson;
    lesson.file = file;
    if (lesson.steps.empty()) {
        const std::string problem = problems_.empty()
                                        ? tr("{} has no steps. Begin a step with \"## Title\".", file.string())
                                        : problems_.front().text();
        return messages_.warn(problem);
    }
    forget_answer();
    if (again && play_) {
        play_->reload(std::move(lesson));
        return show_step(nullptr);
    }
    files_ = std::make_shared<LessonFiles>(assets_, file.parent_path());
    const KeptLesson* const kept = kept_.find(file, lesson.title);
    play_.emplace(std::move(lesson), history_.document());
    history_.enter_exercise();
    show_step(kept);
    keep();
}

void LessonRunner::show_step(const KeptLesson* kept) {
    if (const auto added = std::exchange(added_step_, std::nullopt)) {
        apply(play_->go_to(*added), true);
        ++added_;
    } else if (kept != nullptr && kept->step > 0) {
        apply(play_->resume(kept->step, kept->steps), true);
    } else {
        apply(play_->go_to(play_->index()), true);
    }
}

void LessonRunner::leave() {
    if (!play_) return;
    keep();
    history_.leave_exercise();
    play_.reset();
    problems_.clear();
    earlier_.clear();
    pictures_.clear();
    ++pictures_version_;
    applying_ = false;
    step_document_.reset();
    state_changed_ = false;
    ++lesson_;
    ++request_;
}

void LessonRunner::apply(StepState state, bool begins_step) {
    const std::uint64_t request = ++request_;
    checked_changes_ = 0;
    if (begins_step) history_.hold_undo();
    if (state.settings.empty() && !state.from_start) return begin_state();
    applying_ = true;
    step_document_.reset();
    state_changed_ = false;
    jobs_.submit([state = std::move(state), present = history_.document(), files = files_, file = play_->lesson().file](
                     const std::stop_token& stop) { return applied_state(state, present, *files, file, stop); },
                 [this, request, begins_step](Applied applied) {
                     if (request != request_) return;
                     applying_ = false;
                     if (applied.problem) problems_.push_back(*applied.problem);
                     if (applied.document) take_document(*applied.document, begins_step);
                 },
                 [this, request](const std::string& problem) {
                     if (request == request_) applying_ = false;
                     messages_.warn(problem);
                 });
}

void LessonRunner::take_document(const Document& document, bool begins_step) {
    history_.perform({tr("step of the lesson"), [document](Document& present) { present = document; }});
    if (begins_step) history_.hold_undo();
    ++applied_;
    begin_state();
}

void LessonRunner::begin_state() {
    step_document_ = history_.document();
    compared_changes_ = history_.changes();
    state_changed_ = false;
}

void LessonRunner::compare_state() {
    if (!step_document_ || compared_changes_ == history_.changes()) return;
    compared_changes_ = history_.changes();
    state_changed_ = !(history_.document() == *step_document_);
}

void LessonRunner::forget_answer() {
    answer_problem_.clear();
    right_answer_.clear();
    answer_comment_.clear();
}

void LessonRunner::go_to(int step) {
    if (!play_ || step < 0 || step >= play_->lesson().size()) return;
    forget_answer();
    apply(play_->go_to(step), true);
    keep();
}

void LessonRunner::start_over() {
    if (!play_) return;
    forget_answer();
    ++lesson_;
    apply(play_->start_over(), true);
    keep();
}

void LessonRunner::set_up_again() {
    if (play_) apply(play_->present_state(), false);
}

void LessonRunner::keep() {
    if (play_) kept_.remember(*play_);
    if (data_.empty()) return;
    jobs_.submit(
        [data = data_, kept = kept_] {
            save_kept_lessons(data, kept);
            return 0;
        },
        [](int) {}, warning());
}

}  // namespace convscope
