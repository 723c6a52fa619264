#include "app/gui/panels/code/code_text.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace convscope {

namespace {

constexpr std::array<std::string_view, 16> kKeywords{"import", "from",  "as",   "def",    "return", "for",
                                                     "in",     "if",    "else", "lambda", "class",  "None",
                                                     "True",   "False", "not",  "and"};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_word(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// The length of the string literal at the start of the text, with its quotes.
std::size_t string_length(std::string_view text) {
    std::size_t at = 1;
    while (at < text.size() && text[at] != text[0]) at += text[at] == '\\' ? 2 : 1;
    return std::min(at + 1, text.size());
}

std::size_t word_length(std::string_view text, bool number) {
    std::size_t at = 1;
    const auto continues = [&](char c) {
        const bool exponent_sign = (c == '-' || c == '+') && text[at - 1] == 'e';
        return is_word(c) || (number && (c == '.' || exponent_sign));
    };
    while (at < text.size() && continues(text[at])) ++at;
    return at;
}

/// The first span of the text, which must not be empty.
CodeSpan first_span(std::string_view text) {
    const char c = text.front();
    if (c == '#') return {CodePart::comment, text};
    if (c == '"' || c == '\'') return {CodePart::text, text.substr(0, string_length(text))};
    if (is_digit(c) || (c == '.' && text.size() > 1 && is_digit(text[1])))
        return {CodePart::number, text.substr(0, word_length(text, true))};
    if (!is_word(c)) return {CodePart::plain, text.substr(0, 1)};
    const std::string_view word = text.substr(0, word_length(text, false));
    return {std::ranges::find(kKeywords, word) != kKeywords.end() ? CodePart::keyword : CodePart::plain, word};
}

}  // namespace

std::vector<CodeSpan> code_spans(std::string_view line) {
    std::vector<CodeSpan> spans;
    while (!line.empty()) {
        const CodeSpan span = first_span(line);
        line.remove_prefix(span.characters.size());
        // Adjacent parts of the same kind become one span.
        if (!spans.empty() && spans.back().part == span.part)
            spans.back().characters = {spans.back().characters.data(),
                                       spans.back().characters.size() + span.characters.size()};
        else
            spans.push_back(span);
    }
    return spans;
}

std::vector<std::string_view> code_lines(std::string_view code) {
    std::vector<std::string_view> lines;
    while (!code.empty()) {
        const std::size_t end = code.find('\n');
        lines.push_back(code.substr(0, end));
        if (end == std::string_view::npos) break;
        code.remove_prefix(end + 1);
    }
    return lines;
}

}  // namespace convscope
