#include "core/filter/kernel.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>

namespace convscope {

namespace {

const Kernel kCounting{3, {1, 2, 3, 4, 5, 6, 7, 8, 9}};
const Kernel kVertical{3, {-1, 0, 1, -2, 0, 2, -1, 0, 1}};

Kernel random_kernel(int size, std::mt19937& generator) {
    std::normal_distribution<float> normal;
    Kernel kernel{size, {}};
    for (int r = 0; r < size; ++r)
        for (int c = 0; c < size; ++c) kernel.at(r, c) = normal(generator);
    return kernel;
}

}  // namespace

TEST_CASE("a kernel is transposed, rotated, mirrored and negated") {
    CHECK(transposed(kCounting) == Kernel{3, {1, 4, 7, 2, 5, 8, 3, 6, 9}});
    CHECK(rotated_clockwise(kCounting) == Kernel{3, {7, 4, 1, 8, 5, 2, 9, 6, 3}});
    CHECK(flipped(kCounting) == Kernel{3, {9, 8, 7, 6, 5, 4, 3, 2, 1}});
    CHECK(mirrored(kCounting) == Kernel{3, {3, 2, 1, 6, 5, 4, 9, 8, 7}});
    CHECK(negated(kCounting) == Kernel{3, {-1, -2, -3, -4, -5, -6, -7, -8, -9}});
    CHECK_FALSE(std::signbit(negated(kVertical).at(1, 1)));
}

TEST_CASE("transposing, rotating and mirroring are consistent at every size") {
    std::mt19937 generator(1);
    for (const int size : {1, 3, 5, 7}) {
        const Kernel kernel = random_kernel(size, generator);
        CHECK(transposed(transposed(kernel)) == kernel);
        CHECK(rotated_clockwise(rotated_clockwise(kernel)) == flipped(kernel));
        CHECK(mirrored(transposed(kernel)) == rotated_clockwise(kernel));
        CHECK(negated(negated(kernel)) == kernel);
    }
}

TEST_CASE("resized() keeps a kernel's values centred") {
    const Kernel larger{5, {0, 0, 0, 0, 0, 0, 1, 2, 3, 0, 0, 4, 5, 6, 0, 0, 7, 8, 9, 0, 0, 0, 0, 0, 0}};
    CHECK(resized(kCounting, 5) == larger);
    CHECK(resized(larger, 3) == kCounting);
    CHECK(resized(kCounting, 1) == Kernel{1, {5}});
    CHECK(resized(resized(kCounting, 7), 3) == kCounting);
    CHECK(resized(kCounting, 3) == kCounting);
}

TEST_CASE("the normalising weight is 1 / sum, and 1 for the sums 0 and 1") {
    const Kernel ten{3, {1, 1, 1, 1, 2, 1, 1, 1, 1}};
    CHECK(kernel_sum(ten) == 10);
    CHECK(normalising_weight(ten) == .1F);
    CHECK(normalising_weight(negated(ten)) == -.1F);
    CHECK(normalising_weight(kVertical) == 1);                   // sum 0
    CHECK(normalising_weight(Kernel{3, {0, 0, 0, 0, 1}}) == 1);  // sum 1
}

TEST_CASE("the normalising weight of a kernel is 1 if its sum is 0 or 1 up to rounding") {
    Kernel ninths{3, {}};
    for (int i = 0; i < 9; ++i) ninths.values[static_cast<std::size_t>(i)] = 1.0F / 9;
    CHECK(normalising_weight(ninths) == 1);
    const Kernel cancelling{3, {.1F, .2F, -.3F}};
    CHECK(kernel_sum(cancelling) != 0);
    CHECK(normalising_weight(cancelling) == 1);
    CHECK(normalising_weight(Kernel{1, {1e-42F}}) == 1);  // 1 / sum would be infinite
}

TEST_CASE("a kernel is written in four notations") {
    const Kernel kernel{3, {-1, 0, 1, .5F, -.25F, 100000, 0, 0, -0.0F}};
    CHECK(as_rows(kernel) == "-1 0 1\n0.5 -0.25 100000\n0 0 0");
    CHECK(as_argument(kernel) == "-1,0,1;0.5,-0.25,100000;0,0,0");
    CHECK(as_python(kernel) == "[[-1, 0, 1],\n [0.5, -0.25, 100000],\n [0, 0, 0]]");
    CHECK(as_c(kernel) == "{{-1, 0, 1},\n {0.5f, -0.25f, 100000},\n {0, 0, 0}}");
    CHECK(as_c(Kernel{1, {1e-7F}}) == "{{1e-07f}}");
}

TEST_CASE("every notation reads back as an equal kernel") {
    std::mt19937 generator(2);
    for (const int size : {1, 3, 5, 7})
        for (int round = 0; round < 20; ++round) {
            const Kernel kernel = random_kernel(size, generator);
            CHECK(parse_kernel(as_rows(kernel)) == kernel);
            CHECK(parse_kernel(as_argument(kernel)) == kernel);
            CHECK(parse_kernel(as_python(kernel)) == kernel);
            CHECK(parse_kernel(as_c(kernel)) == kernel);
        }
}

TEST_CASE("numbers are written with the fewest digits that are exact") {
    CHECK(number_text(0) == "0");
    CHECK(number_text(-0.0F) == "0");
    CHECK(number_text(1) == "1");
    CHECK(number_text(-4.5F) == "-4.5");
    CHECK(number_text(.1F) == "0.1");
    CHECK(number_text(1.0F / 9) == "0.11111111");
    CHECK(number_text(.0001F) == "0.0001");
    CHECK(number_text(100000) == "100000");
    CHECK(number_text(16777216) == "16777216");
    CHECK(number_text(1e-5F) == "1e-05");
    CHECK(number_text(1e20F) == "1e+20");
    CHECK(number_text(std::numeric_limits<float>::quiet_NaN()) == "nan");
    CHECK(number_text(-std::numeric_limits<float>::quiet_NaN()) == "nan");
    CHECK(number_text(-std::numeric_limits<float>::infinity()) == "-inf");
}

TEST_CASE("numbers of every magnitude read back unchanged") {
    std::mt19937 generator(3);
    std::uniform_real_distribution<float> mantissa(-2, 2);
    for (int exponent = -140; exponent < 127; ++exponent) {
        const float value = std::ldexp(mantissa(generator), exponent);
        CHECK(parse_kernel(number_text(value)).at(0, 0) == value);
    }
}

}  // namespace convscope
