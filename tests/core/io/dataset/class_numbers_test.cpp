#include "core/io/dataset/class_numbers.h"

#include <doctest/doctest.h>

namespace convscope {

namespace {

ClassNumbers numbers(const std::vector<std::string>& folders, const std::vector<std::string>& labels) {
    return class_numbers(folders, labels);
}

}  // namespace

TEST_CASE("folders with the names of the model's classes get their numbers, whatever their case and signs") {
    const ClassNumbers found = numbers({"Ankle boot", "t_shirt_top"}, {"T-shirt/top", "Bag", "Ankle boot"});
    CHECK(found.by == ClassNumbers::By::name);
    CHECK(found.numbers == std::vector<int>{2, 0});
}

TEST_CASE("a folder that is no class of the model has no number if half of the others are") {
    const ClassNumbers found = numbers({"bag", "hat"}, {"Bag", "Coat"});
    CHECK(found.by == ClassNumbers::By::name);
    CHECK(found.numbers == std::vector<int>{0, -1});
}

TEST_CASE("folders named by numbers are these classes") {
    const ClassNumbers found = numbers({"0", "10", "9"}, {"T-shirt/top", "Bag"});
    CHECK(found.by == ClassNumbers::By::number);
    CHECK(found.numbers == std::vector<int>{0, 10, 9});
}

TEST_CASE("other folders are numbered in their order") {
    for (const std::vector<std::string>& labels : {std::vector<std::string>{}, {"a", "b", "c", "d"}}) {
        const ClassNumbers found = numbers({"cats", "dogs", "mice"}, labels);
        CHECK(found.by == ClassNumbers::By::order);
        CHECK(found.numbers == std::vector<int>{0, 1, 2});
    }
    CHECK(numbers({"1", "70000", "x"}, {}).by == ClassNumbers::By::order);
}

}  // namespace convscope
