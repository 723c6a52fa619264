#include "app/lesson/parse/step_reader.h"

#include <cmark.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "app/lesson/parse/setting_lines.h"
#include "core/base/text/number_notation.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr std::array<std::string_view, 3> kNotes{"Hint", "Solution", "Teacher"};
constexpr std::string_view kWrong = "Wrong ";  ///< an answer follows

/// The first word of a code block's info string: "convscope".
std::string code_language(cmark_node* block) {
    const char* info = cmark_node_get_fence_info(block);
    const std::string_view text = info == nullptr ? "" : info;
    return std::string(text.substr(0, text.find_first_of(" \t")));
}

/// The kind of the note that begins with this line: one of kNotes, or "Wrong 9". Empty if none does.
std::string note_kind(const InlineLine& line) {
    if (line.spans.empty() || !line.spans.front().strong) return {};
    std::string_view text = trimmed(line.spans.front().text);
    while (text.ends_with(':') || text.ends_with('.')) text.remove_suffix(1);
    const bool is_note = text.starts_with(kWrong) || std::ranges::find(kNotes, text) != kNotes.end();
    return is_note ? std::string(text) : "";
}

/// The line without the note's kind at its start.
InlineLine without_kind(InlineLine line) {
    line.spans.erase(line.spans.begin());
    if (line.spans.empty()) return line;
    std::string& text = line.spans.front().text;
    text.erase(0, std::min(text.find_first_not_of(" :"), text.size()));
    return line;
}

/// "[ ] " or "[x] " at the start of an answer. Removes it; returns ' ' or 'x', or 0 if there is none.
char take_box(std::vector<InlineLine>& lines) {
    if (lines.empty() || lines.front().spans.empty()) return 0;
    std::string& text = lines.front().spans.front().text;
    if (text.size() < 3 || text[0] != '[' || text[2] != ']') return 0;
    const char mark = text[1] == 'X' ? 'x' : text[1];
    if (mark != ' ' && mark != 'x') return 0;
    text.erase(0, std::min(text.find_first_not_of(' ', 3), text.size()));
    if (text.empty()) lines.front().spans.erase(lines.front().spans.begin());
    return mark;
}

/// True if the item begins with a box.
bool has_box(cmark_node* item) {
    cmark_node* first = cmark_node_first_child(item);
    if (first == nullptr || cmark_node_get_type(first) != CMARK_NODE_PARAGRAPH) return false;
    std::vector<InlineLine> lines = inline_lines(first);
    return take_box(lines) != 0;
}

}  // namespace

void StepReader::fail(int line, std::string problem, std::string remedy) {
    problems_.push_back({.line = line, .problem = std::move(problem), .remedy = std::move(remedy)});
}

void StepReader::read(cmark_node* block) {
    const cmark_node_type type = cmark_node_get_type(block);
    if (type == CMARK_NODE_HEADING && cmark_node_get_heading_level(block) == 2) return start_step(block);
    if (type == CMARK_NODE_CODE_BLOCK) return read_code(block);
    if (lesson_.steps.empty()) {
        const LessonText text = text_of(block, problems_);
        introduction_.insert(introduction_.end(), text.begin(), text.end());
        return;
    }
    if (type == CMARK_NODE_PARAGRAPH) return read_paragraph(block);
    if (type == CMARK_NODE_BLOCK_QUOTE) return read_quote(block);
    if (type == CMARK_NODE_LIST && read_choices(block)) return;
    add_text(text_of(block, problems_));
}

void StepReader::start_step(cmark_node* heading) {
    const int line = cmark_node_get_start_line(heading);
    end_step(line - 1);
    if (lesson_.steps.size() == kMaxLessonSteps) {
        fail(line, tr("the lesson has more than {} steps", kMaxLessonSteps), tr("Make two lessons of it"));
        lesson_.steps.pop_back();  // the last one takes the rest
    }
    lesson_.steps.push_back({.title = plain_text(text_of(heading, problems_)), .line = line});
    if (step().title.empty()) fail(line, tr("a step has no title"), tr("Write it after ##"));
    step().text = std::exchange(introduction_, {});
}

void StepReader::end_step(int last_line) {
    if (lesson_.steps.empty()) return;
    step().last_line = last_line;
    take_marks(step().settings, step().marks, problems_);
}

void StepReader::finish(int last_line) {
    end_step(last_line);
    if (lesson_.steps.empty()) fail(0, tr("the lesson has no step"), tr("Begin a step with ## and its title"));
}

void StepReader::read_paragraph(cmark_node* block) {
    std::vector<InlineLine> lines = inline_lines(block);
    const auto answer =
        std::ranges::find_if(lines, [](const InlineLine& line) { return line.text().starts_with("= "); });
    add_text(blocks_of({lines.begin(), answer}));
    if (answer == lines.end()) return;
    add_question({.typed = read_typed_answer(answer->text().substr(1), answer->line, problems_), .line = answer->line});
    add_text(blocks_of({answer + 1, lines.end()}));
}

void StepReader::read_code(cmark_node* block) {
    const std::string language = code_language(block);
    const char* literal = cmark_node_get_literal(block);
    const std::string_view code = literal == nullptr ? "" : literal;
    const int line = cmark_node_get_start_line(block);
    const bool belongs_to_step = language == "convscope" || language == "check" || language == "solution";
    if (!is_closed(block, code, belongs_to_step)) return;
    if (belongs_to_step && lesson_.steps.empty())
        return fail(line, tr("a {} block stands before the first step", language),
                    tr("Move it below a heading with ##"));
    if (language == "convscope") {
        for (Setting& setting : read_settings(code, line + 1, problems_)) step().settings.push_back(std::move(setting));
    } else if (language == "check") {
        if (step().goal) return fail(line, tr("a step has two goals"), tr("Put the second one into a step of its own"));
        step().goal = Goal{.lines = read_goal_lines(code, line + 1, problems_), .line = line};
        if (trimmed(code).empty()) fail(line, tr("a check is empty"), tr("Write for instance filter.sum = 0"));
    } else if (language == "solution") {
        read_solution(code, line);
    } else if (lesson_.steps.empty()) {
        for (TextBlock& text : text_of(block, problems_)) introduction_.push_back(std::move(text));
    } else {
        add_text(text_of(block, problems_));
    }
}

bool StepReader::is_closed(cmark_node* block, std::string_view code, bool belongs_to_step) {
    // No line of these blocks begins so: the block has swallowed the text after it.
    const auto is_outside = [](std::string_view line) { return line.starts_with("##") || line.starts_with("```"); };
    const bool swallows = belongs_to_step && std::ranges::any_of(lines_of(code), is_outside);
    if (!swallows && has_end(block, lines_)) return true;
    fail(cmark_node_get_start_line(block), tr("the block that begins here has no end"),
         tr("Write ``` on a line of its own after its last line"));
    return false;
}

void StepReader::read_solution(std::string_view code, int line) {
    if (!step().goal || !step().goal->solution.empty())
        return fail(line, step().goal ? tr("a goal has two solutions") : tr("a solution has no check before it"),
                    tr("Write one check block, and one solution block after it"));
    std::vector<Setting> settings = read_settings(code, line + 1, problems_);
    LessonMarks marks;
    take_marks(settings, marks, problems_);
    if (marks != LessonMarks{})
        fail(line, tr("a solution covers, points or limits"),
             tr("Write cover, point, only and free in the convscope block"));
    if (trimmed(code).empty()) fail(line, tr("a solution is empty"), tr("Write the settings that reach the goal"));
    step().goal->solution = std::move(settings);
}

void StepReader::read_quote(cmark_node* block) {
    // Notes that follow each other without an empty line are one quote, often even one paragraph.
    std::string kind;
    LessonText text;
    const auto end_note = [&] {
        if (!kind.empty())
            add_note(kind, std::exchange(text, {}));
        else
            add_text(std::exchange(text, {}));
    };
    for (cmark_node* child : children_of(block)) {
        if (cmark_node_get_type(child) != CMARK_NODE_PARAGRAPH) {
            for (TextBlock& part : text_of(child, problems_)) text.push_back(std::move(part));
            continue;
        }
        std::vector<InlineLine> lines;
        const auto end_lines = [&] {
            for (TextBlock& part : blocks_of(std::exchange(lines, {}))) text.push_back(std::move(part));
        };
        for (InlineLine& line : inline_lines(child)) {
            std::string next = note_kind(line);
            if (!next.empty()) {
                end_lines();
                end_note();
                kind = std::move(next);
                line = without_kind(std::move(line));
            }
            lines.push_back(std::move(line));
        }
        end_lines();
    }
    end_note();
}

bool StepReader::read_choices(cmark_node* list) {
    const std::vector<cmark_node*> items = children_of(list);
    if (!std::ranges::any_of(items, has_box)) return false;
    Question question{.line = cmark_node_get_start_line(list)};
    question.choices.reserve(items.size());
    for (cmark_node* item : items) read_choice(item, question);
    if (question.choices.size() < 2)
        fail(question.line, tr("a question has one answer only"), tr("Write two or more lines with - [ ]"));
    if (question.choices.size() > kMaxLessonAnswers)
        fail(question.line, tr("a question has more than 26 answers"), tr("Leave some of them out"));
    if (std::ranges::none_of(question.choices, &AnswerChoice::right))
        fail(question.line, tr("no answer of the question is right"), tr("Write [x] in the right one"));
    add_question(std::move(question));
    return true;
}

void StepReader::read_choice(cmark_node* item, Question& question) {
    AnswerChoice choice{.line = cmark_node_get_start_line(item)};
    bool first = true;
    for (cmark_node* child : children_of(item)) {
        const cmark_node_type type = cmark_node_get_type(child);
        if (std::exchange(first, false) && type == CMARK_NODE_PARAGRAPH) {
            std::vector<InlineLine> lines = inline_lines(child);
            const char box = take_box(lines);
            if (box == 0) fail(choice.line, tr("an answer has no box"), tr("Begin each answer with - [ ] or - [x]"));
            choice.right = box == 'x';
            choice.text = blocks_of(lines);
            continue;
        }
        LessonText& text = type == CMARK_NODE_BLOCK_QUOTE ? choice.comment : choice.text;
        for (TextBlock& part : text_of(child, problems_)) text.push_back(std::move(part));
    }
    if (choice.text.empty()) fail(choice.line, tr("an answer is empty"), tr("Write a text after its box"));
    question.choices.push_back(std::move(choice));
}

void StepReader::add_question(Question question) {
    if (step().question)
        return fail(question.line, tr("a step has two questions"),
                    tr("Begin a new step with ## before the second one"));
    step().question = std::move(question);
}

void StepReader::add_text(LessonText text) {
    LessonText& place = step().question || step().goal ? step().afterwards : step().text;
    std::ranges::move(text, std::back_inserter(place));
}

void StepReader::add_note(std::string_view kind, LessonText text) {
    if (kind == "Hint") {
        step().hints.push_back(std::move(text));
        return;
    }
    if (kind.starts_with(kWrong)) return add_wrong_answer(kind.substr(kWrong.size()), std::move(text));
    LessonText& place = kind == "Teacher" ? step().teacher : step().solution;
    std::ranges::move(text, std::back_inserter(place));
}

void StepReader::add_wrong_answer(std::string_view answer, LessonText comment) {
    const int line = comment.empty() ? step().line : comment.front().line;
    if (!step().question || !step().question->typed)
        return fail(line, tr("a comment on a wrong answer has no typed answer before it"),
                    tr("Write it after the line with ="));
    if (comment.empty()) return fail(line, tr("a comment on a wrong answer is empty"), tr("Write it after the answer"));
    std::vector<WrongAnswer>& wrong = step().question->wrong;
    if (wrong.size() == kMaxLessonAnswers)
        return fail(line, tr("a question has more than 26 wrong answers"), tr("Leave some of them out"));
    wrong.push_back({read_typed_answer(answer, line, problems_), std::move(comment), line});
}

}  // namespace convscope
