#include "core/base/text/base64.h"

#include <doctest/doctest.h>

namespace convscope {

TEST_CASE("bytes in base 64 are those of RFC 4648") {
    // The test vectors of section 10.
    CHECK(to_base64("").empty());
    CHECK(to_base64("f") == "Zg==");
    CHECK(to_base64("fo") == "Zm8=");
    CHECK(to_base64("foo") == "Zm9v");
    CHECK(to_base64("foob") == "Zm9vYg==");
    CHECK(to_base64("fooba") == "Zm9vYmE=");
    CHECK(to_base64("foobar") == "Zm9vYmFy");
    CHECK(to_base64({"\xff\x00\xfe", 3}) == "/wD+");
}

}  // namespace convscope
