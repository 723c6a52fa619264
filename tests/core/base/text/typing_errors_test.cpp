#include "core/base/text/typing_errors.h"

#include <doctest/doctest.h>

namespace convscope {

TEST_CASE("typing errors count letters that are inserted, deleted and replaced") {
    CHECK(typing_errors("", "") == 0);
    CHECK(typing_errors("stride", "stride") == 0);
    CHECK(typing_errors("presett", "preset") == 1);
    CHECK(typing_errors("layerz", "layers") == 1);
    CHECK(typing_errors("", "abc") == 3);
    CHECK(typing_errors("kitten", "sitting") == 3);
    CHECK(typing_errors("abcd", "dcba") == 4);
}

}  // namespace convscope
