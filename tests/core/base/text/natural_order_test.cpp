#include "core/base/text/natural_order.h"

#include <doctest/doctest.h>

using namespace convscope;

TEST_CASE("natural order compares digits as numbers") {
    CHECK(natural_less(U"map 2", U"map 10"));
    CHECK_FALSE(natural_less(U"map 10", U"map 2"));
    CHECK(natural_less(U"a", U"a1"));
    CHECK(natural_less(U"1.9", U"1.10"));
    CHECK(natural_less(U"", U"a"));
    CHECK_FALSE(natural_less(U"07", U"7"));
    CHECK_FALSE(natural_less(U"7", U"07"));
    CHECK(natural_less(U"99999999999999999999998", U"99999999999999999999999"));
    CHECK(natural_less(U"000", U"1"));
}
