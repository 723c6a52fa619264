#include "core/base/utf8.h"

#include <doctest/doctest.h>

using namespace convscope;

TEST_CASE("utf8_character_bytes() gives 1 to 4 for a valid first character and 0 for an invalid one") {
    CHECK(utf8_character_bytes("") == 0);
    CHECK(utf8_character_bytes("a") == 1);
    CHECK(utf8_character_bytes("\u00e9!") == 2);
    CHECK(utf8_character_bytes("\u2026") == 3);
    CHECK(utf8_character_bytes("\U0001F408") == 4);
    CHECK(utf8_character_bytes("\xA9") == 0);          // begins inside a character
    CHECK(utf8_character_bytes("\xC3") == 0);          // ends inside a character
    CHECK(utf8_character_bytes("\xC0\xAF") == 0);      // an overlong '/'
    CHECK(utf8_character_bytes("\xE0\x80\xAF") == 0);  // an overlong '/' in three bytes
    CHECK(utf8_character_bytes("\xED\xA0\x80") == 0);  // a surrogate
    CHECK(utf8_character_bytes("\xF4\x90\x80\x80") == 0);
    CHECK(is_utf8("caf\u00e9 \U0001F408"));
    CHECK(is_utf8(""));
    CHECK_FALSE(is_utf8("caf\xE9"));
}

TEST_CASE("utf8_prefix() and utf8_suffix() cut no character and are at most as long as the given number of bytes") {
    CHECK(utf8_prefix("caf\u00e9s", 4) == "caf");
    CHECK(utf8_prefix("caf\u00e9s", 5) == "caf\u00e9");
    CHECK(utf8_prefix("caf\u00e9s", 99) == "caf\u00e9s");
    CHECK(utf8_prefix("\u2026", 2).empty());
    CHECK(utf8_suffix("\u00e9tude", 5) == "tude");
    CHECK(utf8_suffix("\u00e9tude", 4) == "tude");
    CHECK(utf8_suffix("\u00e9tude", 6) == "\u00e9tude");
    CHECK(utf8_suffix("abc", 0).empty());
}

TEST_CASE("utf8_code_points() decodes characters and replaces each invalid byte") {
    CHECK(utf8_code_points("a\u00e9\u2026\U0001F408", U'?') == U"a\u00e9\u2026\U0001F408");
    CHECK(utf8_code_points("caf\xE9!", U'?') == U"caf?!");
    CHECK(utf8_code_points("\xE2\x80", U'#') == U"##");
}
