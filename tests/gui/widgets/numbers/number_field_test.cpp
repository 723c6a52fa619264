#include "app/gui/widgets/numbers/number_field.h"

#include <doctest/doctest.h>

namespace convscope {

TEST_CASE("numbers are read with decimal points and commas, as products and as fractions") {
    CHECK(parse_number("4.5") == 4.5);
    CHECK(parse_number(" -0,25 ") == -0.25);
    CHECK(parse_number("\u22122") == -2);
    CHECK(parse_number("+3") == 3);
    CHECK(parse_number("1/8") == 0.125);
    CHECK(parse_number("2*3") == 6);
    CHECK(parse_number("2 \u00d7 3 / 4") == 1.5);
    CHECK(parse_number("1e9") == 1e9);
    CHECK(parse_number("1e99") == 1e99);
}

TEST_CASE("other texts are not numbers") {
    for (const char* text : {"", " ", "abc", "2*", "*2", "1/0", "1.2.3", "+-3", "nan", "inf", "1e999", "3 4"}) {
        INFO(text);
        CHECK_FALSE(parse_number(text));
    }
}

}  // namespace convscope
