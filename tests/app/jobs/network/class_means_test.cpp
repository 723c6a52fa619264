#include "app/jobs/network/class_means.h"

#include <doctest/doctest.h>

#include "tests/app/jobs/bell.h"

namespace convscope {

TEST_CASE("the mean of a class is computed in the background; a new request replaces it") {
    const auto data = std::make_shared<const nn::Dataset>(
        nn::Dataset{.example = {1, 1, 1}, .images = {10, 20, 90}, .labels = {0, 0, 1}});
    Bell bell;
    ClassMeans means(bell.ringer());
    means.update(data, 0);
    CHECK(means.busy());
    CHECK(means.mean().planes.empty());
    bell.wait();
    means.update(data, 0);
    CHECK_FALSE(means.busy());
    REQUIRE(means.mean().planes.size() == 1);
    CHECK(means.mean().planes[0].at(0, 0) == 15);
    means.update(data, 1);
    CHECK(means.mean().planes.empty());
    bell.wait(2);
    means.drain();
    CHECK(means.mean().planes[0].at(0, 0) == 90);
    means.update(nullptr, 1);
    CHECK(means.mean().planes.empty());
    CHECK_FALSE(means.busy());
}

}  // namespace convscope
