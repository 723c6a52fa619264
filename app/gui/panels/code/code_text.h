// Python code as coloured text: comments, strings, numbers and keywords. Draws nothing.
#pragma once

#include <string_view>
#include <vector>

namespace convscope {

enum class CodePart { plain, comment, text, number, keyword };

struct CodeSpan {
    CodePart part = CodePart::plain;
    std::string_view characters;
};

/// The line, split where the kind of text changes. The spans point into `line`.
std::vector<CodeSpan> code_spans(std::string_view line);
/// The lines of the code, without line breaks; an empty last line is omitted.
std::vector<std::string_view> code_lines(std::string_view code);

}  // namespace convscope
