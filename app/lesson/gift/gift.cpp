#include "app/lesson/gift/gift.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/lesson/sheet/output/lesson_html.h"

namespace convscope {

namespace {

/// HTML of a lesson's text on one line, escaped. A blank line would end the question.
std::string gift_html(const LessonText& text) {
    std::string html = text_html(text);
    while (!html.empty() && html.back() == '\n') html.pop_back();
    return gift_escaped(html);
}

/// The HTML of an answer; a text of one paragraph is written without <p>. A % at its start is written as an entity,
/// because Moodle reads "%50%" there as a share of the grade.
std::string answer_html(const LessonText& text) {
    std::string html = text.size() == 1 && text.front().kind == BlockKind::paragraph
                           ? gift_escaped(span_html(text.front().spans))
                           : gift_html(text);
    if (html.starts_with('%')) html.replace(0, 1, "&\\#37;");
    return html;
}

/// A share of 100 %, with the digits that Moodle's list of grades has.
std::string grade(int parts) {
    std::string text = fmt::format("{:.5f}", 100.0 / parts);
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return text;
}

std::string choice_lines(const Question& question) {
    const auto right = static_cast<int>(std::ranges::count(question.choices, true, &AnswerChoice::right));
    std::string text;
    for (const AnswerChoice& choice : question.choices) {
        if (right == 1)
            text += choice.right ? "\t=" : "\t~";
        else
            text += choice.right ? fmt::format("\t~%{}%", grade(right)) : std::string("\t~%-100%");
        text += answer_html(choice.text);
        if (!choice.comment.empty()) text += "#" + answer_html(choice.comment);
        text += "\n";
    }
    return text;
}

/// Half a unit of the second significant digit, within which the program takes a computed number as right; 0 for whole
/// numbers.
double tolerance_of(double number) {
    if (number == std::round(number) || !std::isfinite(number)) return 0;
    return 0.5 * std::pow(10.0, std::floor(std::log10(std::fabs(number))) - 1);
}

/// The right answer as a number. A share is also accepted in per cent, as 100 times the number, because Moodle reads no
/// % sign after a number.
std::string number_lines(double number, double tolerance, bool is_share) {
    std::string lines = fmt::format("\t={}:{}\n", number, tolerance);
    if (is_share) lines += fmt::format("\t={:.6g}:{:.6g}\n", 100 * number, 100 * tolerance);
    return lines;
}

/// A short answer, which is plain text. A * would stand for anything, and "%50%" at the start for a share of the grade.
std::string word_line(const std::string& word) {
    std::string plain;
    for (const char c : word) plain += c == '*' ? std::string("\\*") : std::string(1, c);
    return std::string("\t=") + (word.starts_with('%') ? "%100%" : "") + gift_escaped(plain) + "\n";
}

/// The part of a typed question from its opening brace to its right answers; empty if the value is missing.
std::string typed_lines(const TypedAnswer& typed, const std::optional<LessonValue>& value) {
    if (typed.kind == TypedKind::word) return "{\n" + word_line(typed.text);
    if (typed.kind == TypedKind::number)
        return "{#\n" + number_lines(typed.number, typed.tolerance.value_or(0), typed.text.ends_with('%'));
    if (!value) return {};
    if (const auto* const word = std::get_if<std::string>(&*value)) return "{\n" + word_line(*word);
    const double number = std::get<double>(*value);
    return "{#\n" + number_lines(number, typed.tolerance.value_or(tolerance_of(number)), is_share(typed.text));
}

/// The wrong answers with their comments. Leaves out those that are values of the program, and words if the question
/// asks for a number.
std::string wrong_lines(const Question& question, bool asks_number) {
    std::string lines;
    for (const WrongAnswer& wrong : question.wrong) {
        const TypedAnswer& answer = wrong.answer;
        const std::string comment = "#" + answer_html(wrong.comment) + "\n";
        if (answer.kind == TypedKind::number && asks_number)
            lines += fmt::format("\t=%0%{}:{}", answer.number, answer.tolerance.value_or(0)) + comment;
        else if (answer.kind != TypedKind::value && !asks_number)
            lines += "\t=%0%" + gift_escaped(answer.text) + comment;
    }
    return lines;
}

std::string general_feedback(const LessonStep& step) {
    const std::string text = gift_html(step.afterwards) + gift_html(step.solution);
    return text.empty() ? text : "\t####" + text + "\n";
}

std::string state_html(const std::string& state) {
    if (state.empty()) return {};
    return gift_escaped("<p><small>" + html_escaped(state) + "</small></p>");
}

}  // namespace

std::string gift_escaped(std::string_view text) {
    constexpr std::string_view kSpecial = "~=#{}:\\";
    std::string result;
    result.reserve(text.size() + text.size() / 8);
    for (const char c : text) {
        if (c == '\r') continue;
        if (c == '\n') {
            result += "\\n";
            continue;
        }
        if (kSpecial.find(c) != std::string_view::npos) result += '\\';
        result += c;
    }
    return result;
}

GiftFile gift_file(const Lesson& lesson, const StepFacts& facts) {
    GiftFile file;
    // A single / would separate two levels of categories; // is a / within a name.
    std::string category;
    for (const char c : lesson.title) category += c == '/' ? std::string("//") : std::string(1, c);
    std::ranges::replace(category, '\n', ' ');
    file.text = fmt::format("// {}\n$CATEGORY: $course$/{}\n", category, category);
    for (int i = 0; i < lesson.size(); ++i) {
        const LessonStep& step = lesson.step(i);
        const std::string name = fmt::format("Step {}, \"{}\"", i + 1, step.title);
        if (step.goal)
            file.left_out.push_back(name + ": the goal is reached in the program, so Moodle cannot check it");
        if (!step.question) continue;
        const bool has_choices = !step.question->choices.empty();
        std::string answers = "{\n" + choice_lines(*step.question);
        if (!has_choices && step.question->typed) {
            const TypedAnswer& typed = *step.question->typed;
            answers = typed_lines(typed, typed.kind == TypedKind::value ? facts.value(i, typed.text) : std::nullopt);
            if (answers.empty()) {
                file.left_out.push_back(fmt::format("{}: {} has no value in this step", name, typed.text));
                continue;
            }
            answers += wrong_lines(*step.question, answers.starts_with("{#"));
        }
        file.text += fmt::format("\n::{}::[html]{}{}{}{}}}\n",
                                 gift_escaped(fmt::format("{} {:02}: {}", lesson.title, i + 1, step.title)),
                                 gift_html(step.text), state_html(facts.state(i)), answers, general_feedback(step));
        ++file.questions;
    }
    return file;
}

}  // namespace convscope
