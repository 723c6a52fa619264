#include "core/nn/train/evaluate.h"

#include <doctest/doctest.h>

#include <algorithm>

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

}  // namespace convscope::nn
