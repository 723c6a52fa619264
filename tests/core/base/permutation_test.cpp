// Transposed arrays are compared with indices that are computed one value at a time.
#include "core/base/permutation.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <numeric>
#include <vector>

namespace convscope {

namespace {

using Lengths = std::vector<std::int64_t>;
using Order = std::vector<std::size_t>;

/// The transposed array 0, 1, 2, ...
template <class Value>
std::vector<Value> expected(const Lengths& lengths, const Order& order) {
    std::vector<std::int64_t> at(lengths.size(), 0);
    const std::int64_t count = std::accumulate(lengths.begin(), lengths.end(), std::int64_t{1}, std::multiplies<>());
    std::vector<Value> result;
    for (std::int64_t i = 0; i < count; ++i) {
        std::int64_t rest = i;
        for (std::size_t axis = order.size(); axis-- > 0; rest /= lengths[order[axis]])
            at[order[axis]] = rest % lengths[order[axis]];
        std::int64_t index = 0;
        for (std::size_t axis = 0; axis < lengths.size(); ++axis) index = index * lengths[axis] + at[axis];
        result.push_back(static_cast<Value>(index));
    }
    return result;
}

/// The transposed array 0, 1, 2, ..., whose values start at an odd address.
template <class Value>
std::vector<Value> computed(const Lengths& lengths, const Order& order) {
    const std::int64_t count = std::accumulate(lengths.begin(), lengths.end(), std::int64_t{1}, std::multiplies<>());
    std::vector<Value> values(static_cast<std::size_t>(count));
    std::iota(values.begin(), values.end(), Value{0});
    std::vector<std::byte> bytes(values.size() * sizeof(Value) + 1);
    if (count > 0) std::memcpy(bytes.data() + 1, values.data(), bytes.size() - 1);
    return permuted<Value>(std::span(bytes).subspan(1), lengths, order);
}

}  // namespace

TEST_CASE("every order of the axes gives the transposed values, for odd lengths, ones and unaligned values") {
    for (const Lengths& lengths : std::vector<Lengths>{{7},
                                                       {1},
                                                       {5, 3},
                                                       {33, 17},
                                                       {1, 19},
                                                       {3, 17, 5},
                                                       {37, 1, 18},
                                                       {2, 3, 5, 7},
                                                       {17, 3, 3, 19},
                                                       {5, 1, 1, 4},
                                                       {2, 1, 3, 2, 5}}) {
        Order order(lengths.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        do {
            CAPTURE(lengths);
            CAPTURE(order);
            CHECK(computed<float>(lengths, order) == expected<float>(lengths, order));
            CHECK(computed<std::int64_t>(lengths, order) == expected<std::int64_t>(lengths, order));
        } while (std::next_permutation(order.begin(), order.end()));
    }
}

TEST_CASE("an array without axes has one value, and one with an axis of length 0 has none") {
    CHECK(computed<float>({}, {}) == std::vector<float>{0});
    CHECK(computed<float>({3, 0}, {1, 0}).empty());
}

TEST_CASE("axes that stay neighbours become one") {
    // A kernel of 4 filters, 3 channels, 5 x 6 taps, in the order rows, cols, channels, filters.
    const std::vector<PermutedAxis> axes = permuted_axes(Lengths{4, 3, 5, 6}, Order{2, 3, 1, 0});
    REQUIRE(axes.size() == 3);
    CHECK(axes[0].length == 30);
    CHECK(axes[0].from_step == 1);
    CHECK(axes[0].to_step == 12);
    CHECK(permuted_axes(Lengths{4, 1, 5}, Order{0, 1, 2}).size() == 1);
}

}  // namespace convscope
