#include "core/base/rounded_parts.h"

#include <doctest/doctest.h>

#include <cmath>

namespace convscope {

TEST_CASE("rounded parts add up to the rounded sum") {
    // 0.333 + 0.333 + 0.333 = 0.999 is written as 1.00: the third part takes up the difference.
    const std::vector<double> thirds = rounded_parts({0.3333, 0.3334, 0.3333}, 1, 2);
    CHECK(thirds == std::vector<double>{0.33, 0.34, 0.33});
    CHECK(rounded_parts({10.03349, 0.10715}, 10.14064, 4) == std::vector<double>{10.0335, 0.1071});
    CHECK(rounded_parts({-1.25, 2.5}, 1.25, 1) == std::vector<double>{-1.2, 2.5});
}

TEST_CASE("parts that already add up are only rounded") {
    CHECK(rounded_parts({1.251, -0.252}, 0.999, 2) == std::vector<double>{1.25, -0.25});
    CHECK(rounded_parts({}, 0, 4).empty());
    CHECK(rounded_parts({7}, 7, 0) == std::vector<double>{7});
}

}  // namespace convscope
