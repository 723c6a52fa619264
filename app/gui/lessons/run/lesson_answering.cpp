// The learner's answers in the open lesson, and its goals: judged in jobs, because a value may need the whole network.
#include <utility>

#include "app/gui/lessons/run/lesson_runner.h"
#include "app/lesson/answers.h"
#include "core/base/text/translation.h"

namespace convscope {

void LessonRunner::choose(const std::set<int>& choices) {
    if (!play_) return;
    play_->choose(choices);
    keep();
}

void LessonRunner::type(const std::string& text) {
    if (!play_ || !play_->step().question || !play_->step().question->typed || text.empty()) return;
    const Question question = *play_->step().question;
    struct Judged {
        std::optional<LessonValue> value;
        std::string reason;
        LessonText comment;
    };
    jobs_.submit(
        [text, question, document = history_.document(), assets = assets_, run = run_] {
            Judged judged;
            LessonValues values(document, assets, run);
            if (const auto wrong = find_wrong_answer(question, text, values))
                judged.comment = question.wrong[*wrong].comment;
            if (question.typed->kind != TypedKind::value) return judged;
            judged.value = values.find(question.typed->text);
            if (!judged.value) judged.reason = values.reason();
            return judged;
        },
        [this, text, answer = *question.typed, lesson = lesson_, step = play_->index()](Judged judged) {
            if (!play_ || lesson != lesson_ || step != play_->index()) return;
            answer_problem_ = judged.reason;
            if (!judged.reason.empty()) return;
            right_answer_ = convscope::right_answer(answer, judged.value);
            play_->type(text, judged.value);
            answer_comment_ = play_->progress().right ? LessonText() : std::move(judged.comment);
            keep();
        },
        warning());
}

void LessonRunner::reveal() {
    if (!play_ || play_->progress().revealed) return;
    play_->reveal();
    find_right_answer();
    keep();
}

void LessonRunner::find_right_answer() {
    if (!play_->step().question || !play_->step().question->typed) return;
    const TypedAnswer answer = *play_->step().question->typed;
    jobs_.submit(
        [answer, document = history_.document(), assets = assets_, run = run_] {
            LessonValues values(document, assets, run);
            return convscope::right_answer(answer,
                                           answer.kind == TypedKind::value ? values.find(answer.text) : std::nullopt);
        },
        [this, lesson = lesson_, step = play_->index()](std::string text) {
            if (play_ && lesson == lesson_ && step == play_->index()) right_answer_ = std::move(text);
        },
        warning());
}

void LessonRunner::try_again() {
    if (!play_) return;
    forget_answer();
    play_->try_again();
    keep();
}

void LessonRunner::show_hint() {
    if (!play_) return;
    play_->show_hint();
    keep();
}

void LessonRunner::show_solution() {
    if (!play_) return;
    play_->show_solution();
    const std::optional<Goal>& goal = play_->step().goal;
    if (goal && !goal->solution.empty()) apply({.from_start = false, .settings = goal->solution}, false);
    keep();
}

void LessonRunner::check_goal() {
    if (!play_ || applying_ || checking_ || !play_->step().goal || play_->progress().goal_reached) return;
    if (history_.changes() == checked_changes_ && run_ == checked_run_) return;
    checked_changes_ = history_.changes();
    checked_run_ = run_;
    checking_ = true;
    jobs_.submit(
        [goal = *play_->step().goal, document = history_.document(), assets = assets_, run = run_] {
            LessonValues values(document, assets, run);
            return is_reached(goal, values);
        },
        [this, request = request_](bool reached) {
            checking_ = false;
            if (!reached || !play_ || request != request_) return;
            play_->reach_goal();
            keep();
            messages_.say(tr("Well done: the goal of this step is reached."));
        },
        [this](const std::string& problem) {
            checking_ = false;
            messages_.warn(problem);
        });
}

}  // namespace convscope
