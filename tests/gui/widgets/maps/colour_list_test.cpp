// The short labels of lists that are too narrow for the whole ones.
#include "app/gui/widgets/maps/colour_list.h"

#include <doctest/doctest.h>

using namespace convscope;

TEST_CASE("a short label is what follows the last colon, also the wide colon of Chinese") {
    CHECK(after_colon("Colours: diverging, dark") == "diverging, dark");
    CHECK(after_colon("row 2, column 3: 0.5") == "0.5");
    CHECK(after_colon("\u989c\u8272\uff1a\u7070\u5ea6") == "\u7070\u5ea6");
    CHECK(after_colon("0.5") == "0.5");
    CHECK(after_colon("").empty());
}
