#include "core/base/counted.h"

#include <doctest/doctest.h>

namespace convscope {

TEST_CASE("the noun is in the singular for 1, and in the plural for 0 and for larger numbers") {
    CHECK(counted(1, "label") == "1 label");
    CHECK(counted(0, "label") == "0 labels");
    CHECK(counted(2, "class") == "2 classes");
    CHECK(counted(1, "axis") == "1 axis");
    CHECK(counted(3, "axis") == "3 axes");
}

}  // namespace convscope
