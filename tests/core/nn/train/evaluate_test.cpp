#include "core/nn/train/evaluate.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

#include "core/base/random.h"
#include "core/nn/plan/plan.h"
#include "core/nn/train/batches.h"
#include "tests/support/sample_models.h"

namespace convscope::nn {

TEST_CASE("an evaluation has each example's class, its probability and that of the true class") {
    const Model model = samples::small_course(8);
    Dataset data{.example = {12, 12, 1}};
    for (std::uint64_t i = 0; i < 300U * 144; ++i)
        data.images.push_back(static_cast<std::uint8_t>(random_bits(5, i) & 255U));
    for (int i = 0; i < 300; ++i) data.labels.push_back(static_cast<std::uint8_t>(i * 7 % 3));
    const Evaluation evaluation = evaluate(model, data);
    REQUIRE(evaluation.answers.size() == 300);
    Plan plan(model, 1);
    std::vector<std::int64_t> confusion(9);
    for (std::int64_t i = 0; i < 300; ++i) {
        std::vector<float> input(144);
        fill_batch(data, std::vector<std::int64_t>{i}, model.info().preprocessing, input);
        plan.set_input(0, input);
        plan.run();
        const std::span<const float> output = plan.activation(model.outputs().front());
        const auto predicted = std::ranges::max_element(output) - output.begin();
        const std::size_t truth = data.labels[static_cast<std::size_t>(i)];
        const ExampleAnswer& answer = evaluation.answers[static_cast<std::size_t>(i)];
        CHECK(answer.predicted == predicted);
        CHECK(answer.probability == doctest::Approx(output[static_cast<std::size_t>(predicted)]).epsilon(1e-4));
        CHECK(answer.true_probability == doctest::Approx(output[truth]).epsilon(1e-4));
        ++confusion[truth * 3 + static_cast<std::size_t>(predicted)];
    }
    CHECK(evaluation.confusion == confusion);
}

TEST_CASE("an evaluation of edits equals that of the edited model, and ablated channels are 0") {
    const Model model = samples::small_course(8);
    Dataset data{.example = {12, 12, 1}};
    for (std::uint64_t i = 0; i < 60U * 144; ++i)
        data.images.push_back(static_cast<std::uint8_t>(random_bits(9, i) & 255U));
    for (int i = 0; i < 60; ++i) data.labels.push_back(static_cast<std::uint16_t>(i % 3));
    std::vector<std::int64_t> all(60);
    std::iota(all.begin(), all.end(), 0);
    const Edits edits = with_value(model, {}, {*model.find("dense"), 1}, 1, 40);
    const Evaluation edited = evaluate(model, data, all, {}, {}, edits);
    for (const ExampleAnswer& answer : edited.answers) CHECK(answer.predicted == 1);
    CHECK(edited.confusion == evaluate(applied(model, edits), data).confusion);
    // Without its only layer of filters, the model gives every picture the same answer.
    const Evaluation ablated = evaluate(model, data, all, {}, {}, with_ablated({}, 1, {0, 1, 2, 3}));
    for (const ExampleAnswer& answer : ablated.answers) {
        CHECK(answer.predicted == ablated.answers.front().predicted);
        CHECK(answer.probability == ablated.answers.front().probability);
    }
}

}  // namespace convscope::nn
