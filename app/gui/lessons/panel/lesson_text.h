// Lays out the text of lessons: paragraphs, headings, lists and code with bold, italic and code words. Must not include
// the running lesson: hints, answers and notes are texts too. Pictures come as textures.
#pragma once

#include "app/gui/lessons/panel/lesson_textures.h"
#include "app/gui/toolkit/ui.h"
#include "app/lesson/lesson.h"

namespace convscope {

/// Draws the text into a column from the top of `place` and returns its height. A picture of `textures` is as wide as
/// the column and named "lesson.picture." and its file; others are left out, and their captions stay.
float show_lesson_text(Ui& ui, Rect place, const LessonText& text, const LessonTextures* textures = nullptr);
/// The height of show_lesson_text() in a column of this width.
float lesson_text_height(Ui& ui, float width, const LessonText& text, const LessonTextures* textures = nullptr);

}  // namespace convscope
