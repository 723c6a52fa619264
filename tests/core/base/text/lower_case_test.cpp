#include "core/base/text/lower_case.h"

#include <doctest/doctest.h>

using namespace convscope;

TEST_CASE("capital letters from A to Z become small, and no other byte changes") {
    CHECK(lower_case("Fashion-MNIST [AZaz@{]") == "fashion-mnist [azaz@{]");
    CHECK(lower_case("\u00c4") == "\u00c4");
    CHECK(lower_case("").empty());
}
