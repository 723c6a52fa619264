// Constants whose floats stay in the file's bytes behave as those that own their floats.
#include "core/io/onnx/constant.h"

#include <doctest/doctest.h>

#include <bit>
#include <span>
#include <utility>
#include <vector>

namespace convscope::onnx {

namespace {

/// The floats in little-endian bytes after one other byte, so that they begin at an odd address.
std::vector<std::uint8_t> unaligned_bytes(const std::vector<float>& values) {
    std::vector<std::uint8_t> bytes(1);
    for (const float value : values) {
        const auto bits = std::bit_cast<std::uint32_t>(value);
        for (unsigned shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<std::uint8_t>(bits >> shift));
    }
    return bytes;
}

std::vector<float> some_floats() {
    std::vector<float> values(24);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i) * 1.25F - 7;
    return values;
}

}  // namespace

TEST_CASE("floats in a file's bytes have the same values as copied floats, at an odd address too") {
    const std::vector<float> values = some_floats();
    const std::vector<std::uint8_t> bytes = unaligned_bytes(values);
    const Constant stored = Constant::stored({2, 3, 4}, std::span(bytes).subspan(1));
    const Constant copied({2, 3, 4}, values);
    CHECK(stored.count() == 24);
    CHECK_FALSE(stored.is_integer());
    CHECK(stored.numbers() == values);
    CHECK(stored.integers() == copied.integers());
    CHECK(stored.number(5) == values[5]);
    CHECK(stored.as_floats().numbers() == values);
    CHECK(stored.as_integers().integers() == copied.integers());
    CHECK(stored.reshaped({4, 6}).dims() == Dims{4, 6});
    CHECK(stored.transposed({2, 0, 1}).dims() == Dims{4, 2, 3});
    CHECK(stored.transposed({2, 0, 1}).numbers() == copied.transposed({2, 0, 1}).numbers());
    CHECK(stored.transposed({2, 0, 1}).number(1) == values[4]);
    const auto reversed = [](std::int64_t i) { return 23 - i; };
    CHECK(stored.gathered({24}, reversed).numbers() == copied.gathered({24}, reversed).numbers());
}

TEST_CASE("transposed integers keep all 64 bits") {
    const std::int64_t large = (std::int64_t{1} << 62) + 1;
    const Constant constant({2, 2}, Constant::Integers{large, 2, 3, -large});
    CHECK(constant.transposed({1, 0}).integers() == Constant::Integers{large, 3, 2, -large});
}

TEST_CASE("a constant gives its floats away only if no copy shares them") {
    const std::vector<float> values = some_floats();
    Constant constant({24}, values);
    const Constant copy = constant;
    CHECK(std::move(constant).numbers() == values);
    CHECK(copy.numbers() == values);
}

}  // namespace convscope::onnx
