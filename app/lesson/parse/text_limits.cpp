#include "app/lesson/parse/text_limits.h"

#include <algorithm>
#include <string_view>

#include "core/base/text/number_notation.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

/// The bytes of the longest run of ASCII characters without a blank. Scripts that are written without blanks can be
/// broken anywhere and do not count.
std::size_t longest_word(std::string_view text) {
    std::size_t longest = 0, length = 0;
    for (const char c : text) {
        const bool is_ascii = static_cast<unsigned char>(c) < 128;
        length = is_ascii && !is_blank(c) ? length + 1 : 0;
        longest = std::max(longest, length);
    }
    return longest;
}

void check_text(const LessonText& text, std::vector<LessonProblem>& problems) {
    for (const TextBlock& block : text) {
        const std::string words = plain_text({block});
        if (words.size() > kMaxParagraphBytes)
            problems.push_back({.line = block.line,
                                .problem = tr("a paragraph has more than 10,000 characters"),
                                .remedy = tr("Divide it by empty lines")});
        else if (longest_word(words) > kMaxWordBytes)
            problems.push_back({.line = block.line,
                                .problem = tr("a word has more than 500 characters"),
                                .remedy = tr("Put blanks into it")});
    }
}

}  // namespace

void check_text_limits(const Lesson& lesson, std::vector<LessonProblem>& problems) {
    for (const LessonStep& step : lesson.steps) {
        for (const LessonText* text : {&step.text, &step.afterwards, &step.solution, &step.teacher})
            check_text(*text, problems);
        for (const LessonText& hint : step.hints) check_text(hint, problems);
        if (!step.question) continue;
        for (const AnswerChoice& choice : step.question->choices) {
            check_text(choice.text, problems);
            check_text(choice.comment, problems);
        }
    }
}

}  // namespace convscope
