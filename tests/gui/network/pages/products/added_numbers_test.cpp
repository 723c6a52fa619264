// Numbers that add up as written, and the arithmetic of product maps in words.
#include "app/gui/network/pages/products/added_numbers.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "app/gui/network/pages/products/product_arithmetic.h"

using namespace convscope;

TEST_CASE("rounded numbers add up to the rounded sum, each within one unit of its value") {
    std::vector<double> numbers;
    numbers.reserve(500);
    for (int i = 0; i < 500; ++i) numbers.push_back(std::sin(i * 1.7) * std::exp(std::cos(i)));
    for (const int decimals : {0, 2, 4, 7}) {
        const AddedNumbers added = add_up(numbers, decimals);
        const double power = std::pow(10.0, decimals);
        const double sum = std::accumulate(numbers.begin(), numbers.end(), 0.0);
        CHECK(added.total == std::llround(sum * power));
        CHECK(std::accumulate(added.units.begin(), added.units.end(), std::int64_t{0}) == added.total);
        for (std::size_t i = 0; i < numbers.size(); ++i)
            CHECK(std::fabs(static_cast<double>(added.units[i]) - numbers[i] * power) < 1);
    }
    // 0.4 three times is 1.2: one of them is written as 1 so that 0 + 0 + 1 = 1.
    CHECK(add_up(std::vector<double>{0.4, 0.4, 0.4}, 0).units == std::vector<std::int64_t>{1, 0, 0});
    CHECK(add_up(std::vector<double>{0.4, std::numeric_limits<double>::quiet_NaN()}, 1).total == 4);
}

TEST_CASE("numbers have equal decimals and true minus signs; decimals follow the largest magnitude") {
    const AddedNumbers added = add_up(std::vector<double>{-0.0312, 1.5}, 3);
    CHECK(added.text(added.units[0]) == "\u22120.031");
    CHECK(added.text(added.units[1]) == "1.500");
    CHECK(added.signed_text(added.units[0]) == "\u2212 0.031");
    CHECK(added.signed_text(added.units[1]) == "+ 1.500");
    CHECK(add_up(std::vector<double>{12.0}, 0).text(12) == "12");
    CHECK(decimals_for(0) == 3);
    CHECK(decimals_for(1234) == 0);
    CHECK(decimals_for(12) == 2);
    CHECK(decimals_for(0.5) == 4);
    CHECK(decimals_for(0.0005) == 7);
}

TEST_CASE("the products at a place are written as a sum with bias and result; many are shortened and still add up") {
    nn::ProductMaps maps{.rows = 1, .cols = 2, .bias = -0.5, .has_bias = true};
    for (int i = 0; i < 3; ++i)
        maps.maps.push_back({.channel = i, .values = {0, static_cast<float>(i) * 0.25F - 0.25F}});
    const std::vector<int> order{0, 1, 2};
    const nn::Activation relu{.kind = nn::ActivationKind::relu};
    ProductArithmetic text = product_arithmetic(maps, {0, 1, 0}, {order, 3, true}, relu, 0.0F, false);
    CHECK(text.sum == "\u22120.2500 + 0.0000 + 0.2500 + bias \u22120.5000 = \u22120.5000");
    CHECK(text.result == "ReLU: 0.0000");
    text = product_arithmetic(maps, {0, 1, 0}, {order, 1, false}, relu, std::nullopt, false);
    CHECK(text.sum == "\u22120.2500 = \u22120.2500");
    CHECK(text.result.empty());
    CHECK(product_arithmetic(maps, {0, 1, 0}, {order, 3, true}, relu, 0.0F, true).result ==
          "This map is turned off: 0");

    nn::ProductMaps many{.rows = 1, .cols = 1};
    std::vector<int> all;
    for (int i = 0; i < 40; ++i) {
        many.maps.push_back({.channel = i, .values = {i == 30 ? 5.0F : 0.01F}});
        all.push_back(i);
    }
    const ProductArithmetic shortened = product_arithmetic(many, {0, 0, 0}, {all, 40, false}, {}, std::nullopt, false);
    CHECK(shortened.sum.find("28 others 0.280 = 5.390") != std::string::npos);
    CHECK(shortened.sum.find("5.000") != std::string::npos);
}
