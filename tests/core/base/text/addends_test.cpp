// Numbers that are rounded so that a sum adds up as written.
#include "core/base/text/addends.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <random>

namespace convscope {

namespace {

double sum_of(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

}  // namespace

TEST_CASE("three thirds add up to 1 with any number of decimals") {
    const std::vector<double> thirds(3, 1.0 / 3);
    for (int decimals = 0; decimals <= 6; ++decimals) {
        CAPTURE(decimals);
        const std::vector<double> written = rounded_addends(thirds, 1, decimals);
        CHECK(sum_of(written) == doctest::Approx(1).epsilon(1e-12));
        for (const double value : written) CHECK(std::fabs(value - 1.0 / 3) <= std::pow(10.0, -decimals));
    }
}

TEST_CASE("only the numbers nearest to the next one are moved, and zeros never") {
    CHECK(rounded_addends(std::vector<double>{0.4, 0.4, 0.2, 0}, 1, 0) == std::vector<double>{1, 0, 0, 0});
    CHECK(rounded_addends(std::vector<double>{1.26, -0.26}, 1, 1) == std::vector<double>{1.3, -0.3});
    CHECK(rounded_addends(std::vector<double>{0.5, 0.25}, 0.75, 2) == std::vector<double>{0.5, 0.25});
    // 10.0335 + 0.1072 would be 10.1407: the second number takes up the difference.
    CHECK(rounded_addends(std::vector<double>{10.03349, 0.10715}, 10.14064, 4) == std::vector<double>{10.0335, 0.1071});
    CHECK(rounded_addends(std::vector<double>{-1.25, 2.5}, 1.25, 1) == std::vector<double>{-1.2, 2.5});
}

TEST_CASE("random sums add up as written, each number within one unit of the last decimal") {
    std::mt19937 random(1);
    std::uniform_real_distribution<double> number(-5, 5);
    for (int round = 0; round < 200; ++round) {
        std::vector<double> parts(1 + static_cast<std::size_t>(round % 40));
        for (double& part : parts) part = number(random);
        const double total = sum_of(parts);
        const std::vector<double> written = rounded_addends(parts, total, 3);
        CHECK(std::fabs(sum_of(written) - rounded(total, 3)) < 1e-9);
        for (std::size_t i = 0; i < parts.size(); ++i) CHECK(std::fabs(written[i] - parts[i]) < 1e-3);
    }
}

TEST_CASE("numbers that do not give the total, or are not finite, are rounded by themselves") {
    CHECK(rounded_addends(std::vector<double>{1.26, 2.26}, 100, 1) == std::vector<double>{1.3, 2.3});
    const double infinity = std::numeric_limits<double>::infinity();
    CHECK(rounded_addends(std::vector<double>{1.26, infinity}, infinity, 1).front() == 1.3);
    CHECK(rounded_addends({}, 0, 2).empty());
}

TEST_CASE("decimals are equal, with a true minus sign, and no zero has one") {
    CHECK(decimal_text(-0.125, 2) == "\u22120.12");
    CHECK(decimal_text(-0.001, 2) == "0.00");
    CHECK(decimal_text(3, 3) == "3.000");
    CHECK(decimal_text(std::nan(""), 1) == "NaN");
}

TEST_CASE("factors get the digits that it takes for their written product") {
    CHECK(factors_text(2, 0.5, 1, 2) == "2.00 \u00d7 0.50");
    CHECK(factors_text(2, -0.5, -1, 2) == "2.00 \u00d7 (\u22120.50)");
    // 2.02 x 4.04 = 8.16, but the product is 8.19: more decimals are needed.
    CHECK(factors_text(2.0249, 4.0449, 2.0249 * 4.0449, 2) == "2.025 \u00d7 4.045");
}

}  // namespace convscope
