// The labels of well-known data sets.
#include "core/io/labels/label_sets.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/nn/train/architectures.h"

namespace convscope {

TEST_CASE("three sets of labels have ten classes") {
    CHECK(label_sets_with(10).size() == 3);
    CHECK(label_sets_with(10).front().title == "Fashion-MNIST");
    CHECK(label_sets_with(3).empty());
    CHECK(label_set_names() == "fashion-mnist, mnist or cifar-10");
}

TEST_CASE("a set's labels are in the order of its classes") {
    const auto garments = labels_of_set("fashion-mnist");
    REQUIRE(garments);
    CHECK(std::ranges::equal(*garments, nn::kFashionLabels));
    CHECK(labels_of_set("mnist")->at(7) == "7");
    CHECK(labels_of_set("cifar-10")->at(6) == "frog");
    CHECK_FALSE(labels_of_set("labels.txt"));
}

}  // namespace convscope
