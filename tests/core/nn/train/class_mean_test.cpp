#include "core/nn/train/class_mean.h"

#include <doctest/doctest.h>

namespace convscope::nn {

TEST_CASE("the mean of a class is taken over its own examples, channel by channel, and rounded") {
    const Dataset grey{.example = {1, 2, 1}, .images = {10, 0, 99, 99, 13, 1, 11, 4}, .labels = {3, 0, 3, 3}};
    const Picture mean = class_mean(grey, 3);
    REQUIRE(mean.planes.size() == 1);
    CHECK(mean.size() == Size{1, 2});
    CHECK(mean.planes[0].at(0, 0) == 11);  // (10 + 13 + 11) / 3 = 11.33
    CHECK(mean.planes[0].at(0, 1) == 2);   // (0 + 1 + 4) / 3 = 1.67
    CHECK(class_mean(grey, 0).planes[0].at(0, 1) == 99);
    const Dataset colour{.example = {1, 1, 3}, .images = {1, 2, 3, 3, 6, 9}, .labels = {0, 0}};
    const Picture mixed = class_mean(colour, 0);
    REQUIRE(mixed.planes.size() == 3);
    CHECK(mixed.planes[0].at(0, 0) == 2);
    CHECK(mixed.planes[1].at(0, 0) == 4);
    CHECK(mixed.planes[2].at(0, 0) == 6);
}

TEST_CASE("a class without examples, and images that are no pictures, have no mean") {
    const Dataset data{.example = {1, 1, 2}, .images = {1, 2}, .labels = {0}};
    CHECK(class_mean(data, 0).planes.empty());
    CHECK(class_mean({.example = {1, 1, 1}, .images = {1}, .labels = {0}}, 4).planes.empty());
}

}  // namespace convscope::nn
