// Edits the source of the shown step as text, in the panel.
#pragma once

#include <string>

#include "app/gui/lessons/panel/lesson_question.h"
#include "app/gui/lessons/run/lesson_runner.h"
#include "app/gui/toolkit/ui.h"

namespace convscope {

class LessonEditor {
  public:
    /// Opens the editor with the source of the shown step, its lines broken to fit into a field of this width.
    void open(Ui& ui, const LessonRunner& runner, float width);
    void close() { open_ = false; }
    bool is_open() const { return open_; }
    /// Draws the field and its buttons into `place`.
    void show(Ui& ui, const LessonRunner& runner, Rect place, LessonRequests& requests);

  private:
    bool open_ = false;
    std::string text_;
};

/// The Markdown with long lines of text broken at spaces after at most `columns` characters, also in lists and notes,
/// whose further lines are indented as Markdown asks. Blocks, headings and answers stay whole, because a break would
/// change their meaning.
std::string broken_markdown(const std::string& markdown, std::size_t columns);
/// The text without the breaks of broken_markdown(): those with a single space before them.
std::string joined_markdown(const std::string& broken);

}  // namespace convscope
