#include "app/lesson/sheet/output/lesson_html.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace convscope {

namespace {

std::string wrapped(std::string text, std::string_view tag) {
    return fmt::format("<{0}>{1}</{0}>", tag, text);
}

/// Opens and closes lists so that `levels` has one entry for each nested list: true for a numbered one.
class ListWriter {
  public:
    explicit ListWriter(std::string& html) : html_(html) {}

    void item(const TextBlock& block) {
        const auto depth = static_cast<std::size_t>(std::max(1, block.level));
        close_to(depth);
        if (numbered_.size() == depth && numbered_.back() != (block.number > 0)) close_to(depth - 1);
        while (numbered_.size() < depth) {
            numbered_.push_back(block.number > 0);
            html_ += block.number > 0 ? fmt::format("<ol start=\"{}\">\n", block.number) : "<ul>\n";
        }
        html_ += wrapped(span_html(block.spans), "li") + "\n";
    }
    void close_to(std::size_t depth) {
        while (numbered_.size() > depth) {
            html_ += numbered_.back() ? "</ol>\n" : "</ul>\n";
            numbered_.pop_back();
        }
    }

  private:
    std::string& html_;
    std::vector<bool> numbered_;
};

std::string picture_html(const TextBlock& block, const PictureSource& source) {
    const std::string caption = span_html(block.spans);
    const std::string from = source ? source(block.picture) : std::string();
    if (from.empty()) return caption.empty() ? "" : wrapped(wrapped(caption, "i"), "p") + "\n";
    return fmt::format("<figure><img src=\"{}\" alt=\"\"><figcaption>{}</figcaption></figure>\n", from, caption);
}

}  // namespace

std::string html_escaped(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (const char c : text) switch (c) {
            case '&':
                result += "&amp;";
                break;
            case '<':
                result += "&lt;";
                break;
            case '>':
                result += "&gt;";
                break;
            case '"':
                result += "&quot;";
                break;
            default:
                result += c;
        }
    return result;
}

std::string span_html(const std::vector<TextSpan>& spans) {
    std::string html;
    for (const TextSpan& span : spans) {
        std::string text;
        for (const char c : span.text) text += c == '\n' ? std::string("<br>") : html_escaped({&c, 1});
        if (span.code) text = wrapped(std::move(text), "code");
        if (span.emphasised) text = wrapped(std::move(text), "i");
        if (span.strong) text = wrapped(std::move(text), "b");
        html += text;
    }
    return html;
}

std::string text_html(const LessonText& text, const PictureSource& source) {
    std::string html;
    ListWriter lists(html);
    for (const TextBlock& block : text) {
        if (block.kind != BlockKind::item) lists.close_to(0);
        switch (block.kind) {
            case BlockKind::paragraph:
                html += wrapped(span_html(block.spans), "p") + "\n";
                break;
            case BlockKind::heading:
                html += wrapped(span_html(block.spans), fmt::format("h{}", std::clamp(block.level, 3, 6))) + "\n";
                break;
            case BlockKind::item:
                lists.item(block);
                break;
            case BlockKind::code:
                html += wrapped(html_escaped(block.spans.empty() ? "" : block.spans.front().text), "pre") + "\n";
                break;
            case BlockKind::picture:
                html += picture_html(block, source);
                break;
        }
    }
    lists.close_to(0);
    return html;
}

}  // namespace convscope
