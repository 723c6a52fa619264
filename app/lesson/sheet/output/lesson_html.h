// A lesson's text as HTML, for Moodle and for work sheets. Must not include anything that draws.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "app/lesson/lesson.h"

namespace convscope {

/// &, <, > and " as entities.
std::string html_escaped(std::string_view text);
/// The spans with <b>, <i> and <code>, line breaks as <br>.
std::string span_html(const std::vector<TextSpan>& spans);

/// The source of a picture of the lesson, as in <img src="...">; empty: only the caption is written.
using PictureSource = std::function<std::string(const std::filesystem::path&)>;
/// The blocks as paragraphs, headings, nested lists, <pre> and figures, each beginning on a line of its own.
std::string text_html(const LessonText& text, const PictureSource& source = {});

}  // namespace convscope
