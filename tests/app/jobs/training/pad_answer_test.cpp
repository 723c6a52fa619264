// The answer to a drawing equals that of a plan that gets its pixels.
#include "app/jobs/training/pad_answer.h"

#include <doctest/doctest.h>

#include "core/nn/plan/plan.h"
#include "core/nn/train/build/build_network.h"
#include "tests/app/jobs/bell.h"

namespace convscope {

namespace {

std::shared_ptr<const nn::Model> small_model() {
    return std::make_shared<const nn::Model>(
        nn::build_network({.convolutions = 1, .filters = 4, .dense = {8}}, {.classes = 3}, nn::WeightStart::glorot, 3));
}

/// A drawing with a stroke of this brightness.
std::shared_ptr<const std::vector<std::uint8_t>> stroke(std::uint8_t value) {
    std::vector<std::uint8_t> pixels(std::size_t{28} * 28);
    for (std::size_t row = 4; row < 24; ++row) pixels[row * 28 + 12] = value;
    return std::make_shared<const std::vector<std::uint8_t>>(std::move(pixels));
}

}  // namespace

TEST_CASE("the answer to a drawing is that of the model to its pixels, divided by 255") {
    Bell bell;
    PadAnswerJob job(bell.ringer());
    const PadKey key{small_model(), stroke(200)};
    job.request(key);
    bell.wait();
    job.update();
    REQUIRE(job.find(key));
    REQUIRE(job.find(key)->result);
    nn::Plan plan(*key.model, 1);
    std::vector<float> input;
    for (const std::uint8_t pixel : *key.pixels) input.push_back(static_cast<float>(pixel) / 255);
    plan.set_input(0, input);
    plan.run();
    const auto expected = plan.activation(key.model->outputs().front());
    REQUIRE(job.find(key)->result->size() == 3);
    float sum = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK((*job.find(key)->result)[i] == doctest::Approx(expected[i]));
        sum += (*job.find(key)->result)[i];
    }
    CHECK(sum == doctest::Approx(1));
}

TEST_CASE("another drawing or another model is another question") {
    Bell bell;
    PadAnswerJob job(bell.ringer());
    const PadKey first{small_model(), stroke(200)};
    job.request(first);
    bell.wait();
    job.update();
    CHECK_FALSE(job.wants(first));
    CHECK(job.wants({first.model, stroke(90)}));
    CHECK(job.wants({small_model(), first.pixels}));
}

TEST_CASE("a model that takes other pictures is named in the problem") {
    Bell bell;
    PadAnswerJob job(bell.ringer());
    const PadKey key{std::make_shared<const nn::Model>(
                         nn::build_network({.convolutions = 1, .filters = 4, .dense = {8}},
                                           {.input = {{28, 28, 3}}, .classes = 3}, nn::WeightStart::glorot, 3)),
                     stroke(200)};
    job.request(key);
    bell.wait();
    job.update();
    REQUIRE(job.find(key));
    CHECK(job.find(key)->result == nullptr);
    CHECK_FALSE(job.find(key)->problem.empty());
}

}  // namespace convscope
