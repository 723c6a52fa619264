#include "core/base/text/printable.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

using namespace convscope;

TEST_CASE("printable() writes control characters as escapes and leaves every other text as it is") {
    CHECK(printable("Grüße, 猫, 😀.png") == "Grüße, 猫, 😀.png");
    CHECK(printable("\x1b[31mred\x07") == "\\u001b[31mred\\u0007");
    CHECK(printable("two\nlines\tand\x7f") == "two\\u000alines\\u0009and\\u007f");
    CHECK(printable(std::string_view("a\0b", 3)) == "a\\u0000b");
}

TEST_CASE("printable() escapes C1 characters and bytes that are not UTF-8") {
    CHECK(printable("\xC2\x9B"
                    "2J") == "\\u009b2J");  // CSI
    CHECK(printable("\x9B"
                    "2J") == "\\x9b2J");  // CSI in an 8-bit terminal
    CHECK(printable("caf\xE9") == "caf\\xe9");
}

TEST_CASE("printable() escapes marks that change the direction of text, line separators and invisible tags") {
    CHECK(printable("model\u202E5h.") == "model\\u202e5h.");
    CHECK(printable("\u2066a\u2069\u200F\u061C") == "\\u2066a\\u2069\\u200f\\u061c");
    CHECK(printable("a\u2028b\uFEFF") == "a\\u2028b\\ufeff");
    CHECK(printable("\U000E0041") == "\\udb40\\udc41");
}

TEST_CASE("printable_lines() keeps line breaks and tabs, and JSON stays the same JSON") {
    CHECK(printable_lines("a\tb\n\x1b]0;x\x07\n") == "a\tb\n\\u001b]0;x\\u0007\n");
    const nlohmann::json value{{"name", "a\u202Eb\x7f\U000E0041\u0085"}};
    const std::string text = printable_lines(value.dump(2));
    CHECK(text.find("\u202E") == std::string::npos);
    CHECK(nlohmann::json::parse(text) == value);
}
