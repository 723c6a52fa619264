// The drawn data sets: reproducible, balanced, shuffled, light on dark, and easy enough for a small network to learn.
#include "core/nn/train/drawn/drawn_set.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <set>
#include <stdexcept>

#include "core/nn/train/build/build_network.h"
#include "core/nn/train/evaluate.h"
#include "core/nn/train/trainer.h"

namespace convscope::nn {

namespace {

constexpr std::array kSets{DrawnSet::lines, DrawnSet::shapes, DrawnSet::garments};

/// The accuracy on unseen drawings after `epochs` epochs of training on 1000.
double learned(DrawnSet set, int epochs) {
    const auto data = std::make_shared<const Dataset>(drawn_dataset(set, 1000, 1));
    const auto classes = static_cast<std::int64_t>(drawn_class_names(set).size());
    const Model model = build_network({.filters = 8, .dense = {32}}, {.classes = classes}, WeightStart::glorot, 1);
    Trainer trainer(model, data, {.rate = 3e-3, .epochs = epochs});
    while (trainer.step()) {
    }
    return evaluate(trainer.snapshot(), drawn_dataset(set, 500, 2)).sum.accuracy();
}

}  // namespace

TEST_CASE("equal seeds draw equal pictures and different seeds different ones") {
    for (const DrawnSet set : kSets) {
        const Dataset once = drawn_dataset(set, 60, 5), again = drawn_dataset(set, 60, 5);
        CHECK(once.images == again.images);
        CHECK(once.labels == again.labels);
        CHECK(once.images != drawn_dataset(set, 60, 6).images);
        CHECK(once.size() == 60);
    }
}

TEST_CASE("the classes of a drawn data set are equally frequent, shuffled and named") {
    for (const DrawnSet set : kSets) {
        const std::size_t classes = drawn_class_names(set).size();
        const Dataset data = drawn_dataset(set, static_cast<std::int64_t>(classes) * 20 + 1, 3);
        CHECK(data.example == Shape{28, 28, 1});
        CHECK(data.class_names.size() == classes);
        std::vector<int> counts(classes);
        for (const std::uint16_t label : data.labels) ++counts.at(label);
        const auto [low, high] = std::ranges::minmax(counts);
        CHECK(low == 20);
        CHECK(high == 21);
        CHECK_FALSE(std::ranges::is_sorted(data.labels));
        bool is_cyclic = true;
        for (std::size_t i = classes; i < data.labels.size(); ++i)
            is_cyclic = is_cyclic && data.labels[i] == data.labels[i - classes];
        CHECK_FALSE(is_cyclic);
    }
}

TEST_CASE("garments are light on a black ground and fill a part of the picture") {
    const Dataset data = drawn_dataset(DrawnSet::garments, 200, 4);
    for (std::int64_t i = 0; i < data.size(); ++i) {
        const auto image = data.image(i);
        const auto ground = std::ranges::count(image, 0);
        CHECK_MESSAGE(ground > 60, "example " << i << " of class " << data.labels[static_cast<std::size_t>(i)]);
        CHECK_MESSAGE(ground < 770, "example " << i << " of class " << data.labels[static_cast<std::size_t>(i)]);
        CHECK(*std::ranges::max_element(image) > 30);
    }
}

TEST_CASE("a small network learns lines, shapes and garments from 1000 drawings each") {
    CHECK(learned(DrawnSet::lines, 6) > 0.9);
    CHECK(learned(DrawnSet::shapes, 10) > 0.4);
    CHECK(learned(DrawnSet::garments, 6) > 0.6);
}

TEST_CASE("drawn sets are found by name, and impossible numbers of pictures are refused") {
    CHECK(drawn_set_named("shapes") == DrawnSet::shapes);
    CHECK(drawn_set_named("garments") == DrawnSet::garments);
    CHECK_FALSE(drawn_set_named("cars"));
    CHECK(drawn_class_names(DrawnSet::garments)[9] == "Ankle boot");
    CHECK_THROWS_AS(drawn_dataset(DrawnSet::lines, 0, 1), std::invalid_argument);
    CHECK_THROWS_WITH_AS(drawn_dataset(DrawnSet::lines, kMaxDrawnExamples + 1, 1),
                         "The number of drawn pictures must be 1 to 200000, not 200001.", std::invalid_argument);
}

TEST_CASE("drawing ends if the caller does not want to go on") {
    int calls = 0;
    const Dataset data = drawn_dataset(DrawnSet::lines, 5000, 1, [&](double fraction) {
        CHECK(fraction >= 0);
        CHECK(fraction < 1);
        return ++calls < 3;
    });
    CHECK(calls == 3);
    CHECK(data.size() == 0);
}

}  // namespace convscope::nn
