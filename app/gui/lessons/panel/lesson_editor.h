// Edits the source of the shown step as text, in the panel.
#pragma once

#include <string>

#include "app/gui/lessons/panel/lesson_question.h"
#include "app/gui/lessons/run/lesson_runner.h"
#include "app/gui/toolkit/ui.h"

namespace convscope {

class LessonEditor {
  public:
    /// Opens the editor with the source of the shown step, its lines broken to fit into the panel.
    void open(Ui& ui, const LessonRunner& runner);
    void close() { open_ = false; }
    bool is_open() const { return open_; }
    /// Draws the field and its buttons into `place`.
    void show(Ui& ui, const LessonRunner& runner, Rect place, LessonRequests& requests);

  private:
    bool open_ = false;
    std::string text_;
};

/// The Markdown with long lines of running text broken at spaces after at most `columns` characters. Blocks, headings
/// and lines that begin with a sign of Markdown stay whole, because a break would change their meaning.
std::string broken_markdown(const std::string& markdown, std::size_t columns);

}  // namespace convscope
