// Lessons as text: steps deleted and moved.
#include <utility>

#include "app/lesson/write.h"

namespace convscope {

std::string without_step(const std::string& markdown, const Lesson& lesson, int step) {
    if (lesson.size() < 2) return markdown;
    std::string text;
    const LessonStep& first = lesson.step(0);
    // The lines above the first step hold the lesson's title.
    if (first.line > 1) {
        LessonStep head;
        head.line = 1;
        head.last_line = first.line - 1;
        text = step_source(markdown, head) + "\n";
    }
    bool starts = true;
    for (int i = 0; i < lesson.size(); ++i) {
        if (i == step) continue;
        if (!std::exchange(starts, false)) text += "\n";
        text += step_source(markdown, lesson.step(i)) + "\n";
    }
    return text;
}

std::string with_exchanged_steps(const std::string& markdown, const Lesson& lesson, int step) {
    const LessonStep& first = lesson.step(step);
    const LessonStep& second = lesson.step(step + 1);
    // The later one first, so that the lines of the earlier one stay where they are.
    const std::string changed = with_step_source(markdown, second, step_source(markdown, first));
    return with_step_source(changed, first, step_source(markdown, second));
}

}  // namespace convscope
