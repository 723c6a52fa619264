#include "app/paper/line_breaks.h"

#include <doctest/doctest.h>

#include <string>

namespace convscope {

namespace {

std::string joined(std::string_view word) {
    std::string text;
    for (const std::string_view part : line_parts(word)) text += (text.empty() ? "" : "|") + std::string(part);
    return text;
}

}  // namespace

TEST_CASE("a Chinese sentence may be broken between its characters, but not before its punctuation") {
    CHECK(joined("卷积核的大小，例如") == "卷|积|核|的|大|小，|例|如");
    CHECK(joined("（卷积）层") == "（卷|积）|层");
    CHECK(joined("3×3的filter值") == "3×3|的|filter|值");
}

TEST_CASE("words of scripts with spaces stay whole") {
    CHECK(joined("receptive") == "receptive");
    CHECK(joined("합성곱") == "합성곱");
    CHECK(joined("1,234.5") == "1,234.5");
    CHECK(joined("") == "");
}

TEST_CASE("a text that is not UTF-8 is one part") {
    CHECK(joined("卷\xff积") == "卷\xff积");
}

}  // namespace convscope
