#include "app/gui/panels/code/code_text.h"

#include <doctest/doctest.h>

#include <string>

namespace convscope {

namespace {

/// The spans, each as the letter of its kind and its characters in brackets; plain text unchanged.
std::string parts(std::string_view line) {
    std::string text;
    for (const CodeSpan& span : code_spans(line)) {
        const std::string characters(span.characters);
        constexpr std::string_view kLetters = " csnk";
        text += span.part == CodePart::plain
                    ? characters
                    : std::string(1, kLetters[static_cast<std::size_t>(span.part)]) + "[" + characters + "]";
    }
    return text;
}

}  // namespace

TEST_CASE("comments, strings, numbers and keywords of a line of code are distinguished") {
    CHECK(parts("import numpy as np") == "k[import] numpy k[as] np");
    CHECK(parts("image = np.array(Image.open(\"a # \\\"b\\\".png\")) / 257  # 16 bits") ==
          "image = np.array(Image.open(s[\"a # \\\"b\\\".png\"])) / n[257]  c[# 16 bits]");
    CHECK(parts("kernel = [[-1, 0.5, .25], [1e-05, x2, 3]]") ==
          "kernel = [[-n[1], n[0.5], n[.25]], [n[1e-05], x2, n[3]]]");
    CHECK(parts("return total // 2") == "k[return] total // n[2]");
    CHECK(parts("importance = 'x") == "importance = s['x]");
    CHECK(parts("").empty());
}

TEST_CASE("code is split into its lines") {
    CHECK(code_lines("a\n\nb\n") == std::vector<std::string_view>{"a", "", "b"});
    CHECK(code_lines("a") == std::vector<std::string_view>{"a"});
    CHECK(code_lines("").empty());
}

}  // namespace convscope
