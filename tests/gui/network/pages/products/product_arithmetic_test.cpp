// The arithmetic of product maps as text.
#include "app/gui/network/pages/products/product_arithmetic.h"

#include <doctest/doctest.h>

#include <vector>

using namespace convscope;

TEST_CASE(
    "the products at a place are written as a sum with bias and result; a long sum is shortened and still adds up") {
    nn::ProductMaps maps{.rows = 1, .cols = 2, .bias = -0.5, .has_bias = true};
    for (int i = 0; i < 3; ++i)
        maps.maps.push_back({.channel = i, .values = {0, static_cast<float>(i) * 0.25F - 0.25F}});
    const std::vector<int> order{0, 1, 2};
    const nn::Activation relu{.kind = nn::ActivationKind::relu};
    ProductArithmetic text = product_arithmetic(maps, {0, 1, 0}, {order, 3, true}, relu, 0.0F, false);
    CHECK(text.sum == "\u22120.2500 (0) + 0.0000 (1) + 0.2500 (2) \u2212 0.5000 (bias) = \u22120.5000");
    CHECK(text.result == "ReLU: 0.0000");
    text = product_arithmetic(maps, {0, 1, 0}, {order, 1, false}, relu, std::nullopt, false);
    CHECK(text.sum == "\u22120.2500 (0) = \u22120.2500");
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
    CHECK(shortened.sum.find(" + 0.280 (28 others) = 5.390") != std::string::npos);
    CHECK(shortened.sum.find("5.000 (30)") != std::string::npos);
}
