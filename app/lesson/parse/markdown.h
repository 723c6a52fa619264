// Markdown as a tree of blocks with line numbers, read by cmark. Internal: the interface is app/lesson/parse.h.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/lesson/lesson.h"

struct cmark_node;

namespace convscope {

/// One line of a paragraph in the source, without its line break.
struct InlineLine {
    std::vector<TextSpan> spans;
    std::string picture = {};  ///< the path of a picture in it; empty: none
    int line = 0;              ///< in the file
    bool is_broken = false;    ///< the author asked for a line break after it

    /// The line's text without styles.
    std::string text() const;
};

/// The lines of a text, without their line breaks.
std::vector<std::string_view> lines_of(std::string_view text);
/// False for a block of code that begins with a fence (``` or ~~~) but has none at its end. `lines` are the document's.
bool has_end(cmark_node* code, const std::vector<std::string_view>& lines);

/// The lines of a paragraph or heading.
std::vector<InlineLine> inline_lines(cmark_node* paragraph);
/// The lines as blocks: a paragraph, divided by the pictures in it.
LessonText blocks_of(const std::vector<InlineLine>& lines);
/// A block of the document as text: paragraphs, headings, lists, code and quotes. Adds a problem for HTML.
LessonText text_of(cmark_node* block, std::vector<LessonProblem>& problems);

struct MarkdownDeleter {
    void operator()(cmark_node* document) const;
};
using MarkdownDocument = std::unique_ptr<cmark_node, MarkdownDeleter>;
MarkdownDocument read_markdown(std::string_view text);
/// The children of a node, in order.
std::vector<cmark_node*> children_of(cmark_node* node);

}  // namespace convscope
