#include "core/base/random.h"

#include <doctest/doctest.h>

#include <cstdint>

namespace convscope {

TEST_CASE("random_bits() gives the numbers of SplitMix64") {
    // The generator's published first outputs for seed 1234567.
    CHECK(random_bits(1234567, 0) == 6457827717110365317U);
    CHECK(random_bits(1234567, 1) == 3203168211198807973U);
    CHECK(random_bits(1234567, 2) == 9817491932198370423U);
}

TEST_CASE("random_unit() gives numbers below 1 with a mean of 0.5") {
    double sum = 0;
    for (std::uint64_t i = 0; i < 10000; ++i) {
        const float x = random_unit(5, i);
        REQUIRE(x >= 0);
        REQUIRE(x < 1);
        sum += x;
    }
    CHECK(sum / 10000 == doctest::Approx(.5).epsilon(.01));
}

}  // namespace convscope
