#include "app/lesson/parse/markdown.h"

#include <cmark.h>

#include <algorithm>
#include <utility>

#include "core/base/text/number_notation.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

/// cmark gives null for a node without this text.
std::string text_or_empty(const char* text) {
    return text == nullptr ? std::string() : std::string(text);
}

/// The styles of the node that is read.
struct Style {
    bool strong = false, emphasised = false;
};

/// Collects the inline nodes of one paragraph.
class InlineReader {
  public:
    explicit InlineReader(int line) { lines_.push_back({.line = line}); }

    void read(cmark_node* parent, Style style) {
        for (cmark_node* node : children_of(parent)) read_node(node, style);
    }
    std::vector<InlineLine> take() { return std::move(lines_); }

  private:
    void read_node(cmark_node* node, Style style) {
        switch (cmark_node_get_type(node)) {
            case CMARK_NODE_TEXT:
                add(text_or_empty(cmark_node_get_literal(node)), style, false);
                break;
            case CMARK_NODE_CODE:
                add(text_or_empty(cmark_node_get_literal(node)), style, true);
                break;
            case CMARK_NODE_SOFTBREAK:
                end_line(false);
                break;
            case CMARK_NODE_LINEBREAK:
                end_line(true);
                break;
            case CMARK_NODE_EMPH:
                read(node, {style.strong, true});
                break;
            case CMARK_NODE_STRONG:
                read(node, {true, style.emphasised});
                break;
            case CMARK_NODE_LINK:
                read_link(node, style);
                break;
            case CMARK_NODE_IMAGE:
                lines_.back().picture = text_or_empty(cmark_node_get_url(node));
                read(node, style);
                break;
            default:
                break;  // inline HTML is not shown
        }
    }

    /// The link's text, and its address unless the text is the address.
    void read_link(cmark_node* node, Style style) {
        const std::string address = text_or_empty(cmark_node_get_url(node));
        const std::string before = lines_.back().text();
        read(node, style);
        const std::string after = lines_.back().text();
        if (!address.empty() && after.substr(std::min(before.size(), after.size())) != address)
            add(" (" + address + ")", style, false);
    }

    void add(const std::string& text, Style style, bool code) {
        TextSpan span{.text = text, .strong = style.strong, .emphasised = style.emphasised, .code = code};
        std::vector<TextSpan>& spans = lines_.back().spans;
        if (!spans.empty() && spans.back().strong == span.strong && spans.back().emphasised == span.emphasised &&
            spans.back().code == span.code)
            spans.back().text += text;
        else if (!text.empty())
            spans.push_back(std::move(span));
    }

    void end_line(bool is_broken) {
        lines_.back().is_broken = is_broken;
        const int line = lines_.back().line;
        lines_.push_back({.line = line + 1});
    }

    std::vector<InlineLine> lines_;
};

void append(LessonText& text, LessonText more) {
    std::ranges::move(more, std::back_inserter(text));
}

/// Removes the space or line break after the last line.
void drop_last_break(std::vector<TextSpan>& spans) {
    if (spans.empty()) return;
    std::string& text = spans.back().text;
    if (text.ends_with(' ') || text.ends_with('\n')) text.pop_back();
    if (text.empty()) spans.pop_back();
}

LessonText code_of(cmark_node* block) {
    std::string code = text_or_empty(cmark_node_get_literal(block));
    while (code.ends_with('\n')) code.pop_back();
    return {{.kind = BlockKind::code,
             .spans = {{.text = std::move(code), .code = true}},
             .line = cmark_node_get_start_line(block)}};
}

/// The blocks of an item; its first paragraph becomes the item.
LessonText item_of(cmark_node* item, int depth, int number, std::vector<LessonProblem>& problems) {
    LessonText text;
    bool first = true;
    for (cmark_node* child : children_of(item)) {
        LessonText blocks = text_of(child, problems);
        const bool is_list = cmark_node_get_type(child) == CMARK_NODE_LIST;
        for (TextBlock& block : blocks) {
            block.level = block.kind == BlockKind::heading ? block.level : is_list ? block.level + depth : depth;
            if (std::exchange(first, false) && block.kind == BlockKind::paragraph) {
                block.kind = BlockKind::item;
                block.number = number;
            }
        }
        append(text, std::move(blocks));
    }
    return text;
}

LessonText list_of(cmark_node* list, std::vector<LessonProblem>& problems) {
    LessonText text;
    const bool is_numbered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
    int number = is_numbered ? cmark_node_get_list_start(list) : 0;
    for (cmark_node* item : children_of(list)) {
        append(text, item_of(item, 1, number, problems));
        if (is_numbered) ++number;
    }
    return text;
}

/// The number of signs in the fence at the start of the line; 0 if there is none.
std::size_t fence_length(std::string_view line) {
    if (!line.starts_with("```") && !line.starts_with("~~~")) return 0;
    return std::min(line.find_first_not_of(line.front()), line.size());
}

void refuse_html(cmark_node* block, std::vector<LessonProblem>& problems) {
    const std::string html = text_or_empty(cmark_node_get_literal(block));
    if (html.starts_with("<!--")) return;  // a comment for authors
    problems.push_back(
        {.line = cmark_node_get_start_line(block), .problem = tr("HTML is not shown"), .remedy = tr("Write Markdown")});
}

}  // namespace

std::string InlineLine::text() const {
    std::string all;
    for (const TextSpan& span : spans) all += span.text;
    return all;
}

std::vector<cmark_node*> children_of(cmark_node* node) {
    std::vector<cmark_node*> children;
    for (cmark_node* child = cmark_node_first_child(node); child != nullptr; child = cmark_node_next(child))
        children.push_back(child);
    return children;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

bool has_end(cmark_node* code, const std::vector<std::string_view>& lines) {
    const auto line = [&lines](int number) {
        const auto index = static_cast<std::size_t>(number - 1);
        return index < lines.size() ? trimmed(lines[index]) : std::string_view();
    };
    const int first = cmark_node_get_start_line(code), last = cmark_node_get_end_line(code);
    const std::size_t fence = fence_length(line(first));
    if (fence == 0) return true;  // the code is indented
    const std::string_view end = line(last);
    return last > first && end.size() == fence_length(end) && end.size() >= fence && end.front() == line(first).front();
}

std::vector<InlineLine> inline_lines(cmark_node* paragraph) {
    InlineReader reader(cmark_node_get_start_line(paragraph));
    reader.read(paragraph, {});
    return reader.take();
}

LessonText blocks_of(const std::vector<InlineLine>& lines) {
    LessonText text;
    bool continues = false;  // the last block is a paragraph that goes on
    for (const InlineLine& line : lines) {
        if (!line.picture.empty()) {
            text.push_back(
                {.kind = BlockKind::picture, .spans = line.spans, .picture = line.picture, .line = line.line});
            continues = false;
            continue;
        }
        if (line.spans.empty()) continue;
        if (!continues) text.push_back({.kind = BlockKind::paragraph, .line = line.line});
        std::vector<TextSpan>& spans = text.back().spans;
        spans.insert(spans.end(), line.spans.begin(), line.spans.end());
        if (const TextSpan& last = spans.back(); last.strong || last.emphasised || last.code) spans.emplace_back();
        spans.back().text += line.is_broken ? "\n" : " ";
        continues = true;
    }
    for (TextBlock& block : text) drop_last_break(block.spans);
    return text;
}

LessonText text_of(cmark_node* block, std::vector<LessonProblem>& problems) {
    switch (cmark_node_get_type(block)) {
        case CMARK_NODE_PARAGRAPH:
            return blocks_of(inline_lines(block));
        case CMARK_NODE_HEADING: {
            LessonText text = blocks_of(inline_lines(block));
            for (TextBlock& heading : text) {
                heading.kind = BlockKind::heading;
                heading.level = cmark_node_get_heading_level(block);
            }
            return text;
        }
        case CMARK_NODE_CODE_BLOCK:
            return code_of(block);
        case CMARK_NODE_LIST:
            return list_of(block, problems);
        case CMARK_NODE_BLOCK_QUOTE: {
            LessonText text;
            for (cmark_node* child : children_of(block)) append(text, text_of(child, problems));
            return text;
        }
        case CMARK_NODE_HTML_BLOCK:
            refuse_html(block, problems);
            return {};
        default:
            return {};
    }
}

void MarkdownDeleter::operator()(cmark_node* document) const {
    cmark_node_free(document);
}

MarkdownDocument read_markdown(std::string_view text) {
    return MarkdownDocument(cmark_parse_document(text.data(), text.size(), CMARK_OPT_DEFAULT));
}

}  // namespace convscope
