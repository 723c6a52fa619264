// NaN and infinity among many floats.
#include "core/base/finite.h"

#include <doctest/doctest.h>

#include <limits>
#include <vector>

namespace convscope {

TEST_CASE("one value that is not finite is found at every position") {
    using Limits = std::numeric_limits<float>;
    for (const float odd : {Limits::quiet_NaN(), -Limits::quiet_NaN(), Limits::infinity(), -Limits::infinity()})
        for (std::size_t position = 0; position < 37; ++position) {
            std::vector<float> values(37, -1.5F);
            values[position] = odd;
            CHECK_FALSE(all_finite(values));
        }
}

TEST_CASE("the largest and the smallest floats are finite, and so is no value") {
    using Limits = std::numeric_limits<float>;
    CHECK(all_finite(std::vector<float>{Limits::max(), Limits::lowest(), Limits::denorm_min(), 0.F, -0.F}));
    CHECK(all_finite({}));
}

}  // namespace convscope
