// Builds the steps of a lesson from the blocks of its Markdown, one after the other. Internal: the interface is
// app/lesson/parse.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/lesson/lesson.h"
#include "app/lesson/parse/markdown.h"

namespace convscope {

class StepReader {
  public:
    /// `markdown` is the text that the blocks were read from. All arguments must outlive this object.
    StepReader(std::string_view markdown, Lesson& lesson, std::vector<LessonProblem>& problems)
        : lines_(lines_of(markdown)), lesson_(lesson), problems_(problems) {}

    /// Reads a block at the top level of the document.
    void read(cmark_node* block);
    /// Ends the last step. `last_line` is the last line of the file.
    void finish(int last_line);

  private:
    void start_step(cmark_node* heading);
    void end_step(int last_line);
    void read_paragraph(cmark_node* block);
    void read_code(cmark_node* block);
    /// Adds a problem for a block of code without an end. `belongs_to_step`: it is one of convscope's.
    bool is_closed(cmark_node* block, std::string_view code, bool belongs_to_step);
    void read_solution(std::string_view code, int line);
    void read_quote(cmark_node* block);
    /// True if the list is a question.
    bool read_choices(cmark_node* list);
    void read_choice(cmark_node* item, Question& question);
    void add_question(Question question);
    void add_text(LessonText text);
    void add_note(std::string_view kind, LessonText text);
    /// `answer`: as in the note's first words, without "Wrong".
    void add_wrong_answer(std::string_view answer, LessonText comment);
    void fail(int line, std::string problem, std::string remedy);
    LessonStep& step() { return lesson_.steps.back(); }

    std::vector<std::string_view> lines_;  ///< of the file
    Lesson& lesson_;
    std::vector<LessonProblem>& problems_;
    LessonText introduction_;  ///< text before the first step; it becomes part of that step
};

}  // namespace convscope
