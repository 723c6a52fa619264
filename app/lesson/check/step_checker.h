// Plays the steps of a lesson, one after the other, and adds what is wrong to its report. Internal: the interface is
// app/lesson/check.h.
#pragma once

#include <span>

#include "app/lesson/check.h"
#include "app/lesson/state.h"

namespace convscope {

class StepChecker {
  public:
    /// All references must outlive this object.
    StepChecker(const Lesson& lesson, LessonFiles& files, LessonReport& report);

    /// Applies the step's settings to what the steps before it left. A setting that fails is left out.
    void check(const LessonStep& step);

  private:
    void check_marks(const LessonStep& step);
    void check_pictures(const LessonText& text);
    void check_question(const Question& question);
    void check_answer(const TypedAnswer& answer, int line, LessonValues& values);
    void check_is_wrong(const Question& question, const WrongAnswer& wrong, LessonValues& values);
    void check_goal(const Goal& goal);
    /// The goal's lines without those about a run of Training.
    void check_solution(const Goal& goal);
    /// Trains with the settings of the document, for a few seconds.
    void check_run(const Goal& goal, const Document& document);
    void apply(std::span<const Setting> settings, Document& document);
    void fail(int line, std::string problem, std::string remedy);

    const Lesson& lesson_;
    LessonFiles& files_;
    LessonReport& report_;
    Document document_;  ///< after the steps so far
};

}  // namespace convscope
