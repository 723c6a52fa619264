// Half-precision numbers and byte order, checked with bit patterns from IEEE 754.
#include "core/base/half.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <limits>

#include "core/base/byte_order.h"

using namespace convscope;

TEST_CASE("half-precision numbers convert exactly: normal, subnormal, infinite and NaN") {
    CHECK(float_from_half(0x3C00) == 1);
    CHECK(float_from_half(0xC000) == -2);
    CHECK(float_from_half(0x3555) == 0.333251953125F);
    CHECK(float_from_half(0x7BFF) == 65504);
    CHECK(float_from_half(0x0400) == std::ldexp(1.F, -14));
    CHECK(float_from_half(0x0001) == std::ldexp(1.F, -24));
    CHECK(float_from_half(0x83FF) == -std::ldexp(1023.F, -24));
    CHECK(std::signbit(float_from_half(0x8000)));
    CHECK(float_from_half(0x8000) == 0);
    CHECK(float_from_half(0xFC00) == -std::numeric_limits<float>::infinity());
    CHECK(std::isnan(float_from_half(0x7E00)));
    CHECK(float_from_bfloat16(0x3F80) == 1);
    CHECK(float_from_bfloat16(0xC040) == -3);
}

TEST_CASE("number_at() reads either byte order, also at an unaligned address") {
    const std::array<std::uint8_t, 5> bytes{0xFF, 0x01, 0x02, 0x03, 0x04};
    CHECK(number_at<std::uint32_t>(&bytes[1], std::endian::big) == 0x01020304);
    CHECK(number_at<std::uint32_t>(&bytes[1], std::endian::little) == 0x04030201);
    CHECK(number_at<std::int8_t>(bytes.data(), std::endian::big) == -1);
    const std::array<std::uint8_t, 4> float_bytes{0x3F, 0x80, 0, 0};
    CHECK(number_at<float>(float_bytes.data(), std::endian::big) == 1);
}
