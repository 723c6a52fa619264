#include "core/nn/attribution/survey.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/random.h"
#include "core/nn/plan/plan.h"
#include "core/nn/train/batches.h"
#include "tests/support/sample_models.h"

namespace convscope::nn {

namespace {

/// Pictures of random pixels with the labels 0, 1, 2, 0, 1, ...
Dataset random_pictures(std::int64_t count) {
    Dataset data{.example = {12, 12, 1}};
    for (std::int64_t i = 0; i < count * 144; ++i)
        data.images.push_back(static_cast<std::uint8_t>(random_bits(77, static_cast<std::uint64_t>(i)) & 255U));
    for (std::int64_t i = 0; i < count; ++i) data.labels.push_back(static_cast<std::uint8_t>(i % 3));
    return data;
}

/// A node's output for each example, with one run of the model per example.
std::vector<std::vector<float>> activations(const Model& model, const Edits& edits, const Dataset& data, int node) {
    std::vector<std::vector<float>> all;
    Plan plan(applied(model, edits), 1);
    for (const auto& [ablated, channels] : edits.ablated) plan.set_ablated(ablated, channels);
    for (std::int64_t i = 0; i < data.size(); ++i) {
        std::vector<float> input(144);
        fill_batch(data, std::vector<std::int64_t>{i}, model.info().preprocessing, input);
        plan.set_input(0, input);
        plan.run();
        all.emplace_back(plan.activation(node).begin(), plan.activation(node).end());
    }
    return all;
}

}  // namespace

TEST_CASE("a survey gives each channel's strongest pictures with their places, and its mean for each class") {
    const Model model = samples::small_course(6);
    const Dataset data = random_pictures(150);  // more than two batches
    const int node = *model.find("max_pooling2d");
    const auto result = survey(model, {}, data);
    REQUIRE(result);
    CHECK(result->examples == 150);
    CHECK(result->class_sizes == std::vector<std::int64_t>{50, 50, 50});
    CHECK(result->nodes[0].empty());
    CHECK(result->nodes[static_cast<std::size_t>(node)].size() == 4);
    const auto values = activations(model, {}, data, node);
    for (std::size_t channel = 0; channel < 4; ++channel) {
        std::vector<TopPicture> expected;
        std::vector<double> means(3);
        for (std::size_t i = 0; i < values.size(); ++i) {
            TopPicture top{static_cast<std::int64_t>(i), -std::numeric_limits<float>::infinity()};
            for (std::size_t place = 0; place < 25; ++place) {
                const float value = values[i][place * 4 + channel];
                means[i % 3] += double{value} / (25 * 50);
                if (value > top.value)
                    top = {top.example, value, static_cast<std::int64_t>(place / 5),
                           static_cast<std::int64_t>(place % 5)};
            }
            expected.push_back(top);
        }
        std::ranges::stable_sort(expected, std::greater<>(), &TopPicture::value);
        expected.resize(kTopPictures);
        const ChannelSurvey& found = result->nodes[static_cast<std::size_t>(node)][channel];
        REQUIRE(found.top.size() == kTopPictures);
        for (std::size_t i = 0; i < kTopPictures; ++i) {
            CHECK(found.top[i].value == doctest::Approx(expected[i].value));
            CHECK(found.top[i].example == expected[i].example);
            CHECK(found.top[i].row == expected[i].row);
            CHECK(found.top[i].col == expected[i].col);
        }
        for (std::size_t k = 0; k < 3; ++k) CHECK(found.class_means[k] == doctest::Approx(means[k]));
    }
}

TEST_CASE("an ablated channel is active on no picture") {
    const Model model = samples::small_course(6);
    const int node = *model.find("conv2d");
    const auto result = survey(model, with_ablated({}, node, {2}), random_pictures(20));
    REQUIRE(result);
    const std::vector<ChannelSurvey>& channels = result->nodes[static_cast<std::size_t>(node)];
    CHECK(channels[2].active == 0);
    CHECK(channels[2].top.front().value == 0);
    CHECK(channels[1].active == 20);
}

TEST_CASE("fewer pictures than kTopPictures give a shorter list") {
    const auto result = survey(samples::small_course(6), {}, random_pictures(4));
    REQUIRE(result);
    CHECK(result->nodes[1][0].top.size() == 4);
}

TEST_CASE("a survey of pictures of the wrong size throws, and a cancelled one has no result") {
    Dataset data = random_pictures(200);
    CHECK_FALSE(survey(samples::small_course(6), {}, data, [](double fraction) { return fraction < 0.5; }));
    data.example = {9, 16, 1};
    CHECK_THROWS_AS(survey(samples::small_course(6), {}, data), ModelError);
}

TEST_CASE("similar pictures are sorted by the cosine between their activations, the picture itself first") {
    const Model model = samples::small_course(6);
    const Dataset data = random_pictures(100);
    const int node = *model.find("flatten");
    const auto values = activations(model, {}, data, node);
    const auto found = similar_pictures(model, {}, data, node, values[37], 5);
    REQUIRE(found);
    REQUIRE(found->size() == 5);
    CHECK(found->front().example == 37);
    CHECK(found->front().similarity == doctest::Approx(1));
    std::vector<double> cosines;
    for (const std::vector<float>& other : values) {
        double product = 0, a = 0, b = 0;
        for (std::size_t i = 0; i < other.size(); ++i) {
            product += double{other[i]} * double{values[37][i]};
            a += double{other[i]} * double{other[i]};
            b += double{values[37][i]} * double{values[37][i]};
        }
        cosines.push_back(product / std::sqrt(a * b));
    }
    for (const SimilarPicture& picture : *found)
        CHECK(picture.similarity == doctest::Approx(cosines[static_cast<std::size_t>(picture.example)]));
    std::ranges::sort(cosines, std::greater<>());
    CHECK(found->back().similarity == doctest::Approx(cosines[4]));
}

}  // namespace convscope::nn
