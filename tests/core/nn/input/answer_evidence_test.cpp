// The measures of answers, with values computed by hand.
#include "core/nn/input/answer_evidence.h"

#include <doctest/doctest.h>

#include <cmath>

namespace convscope::nn {

TEST_CASE("probabilities and logits give the same log probabilities") {
    const std::vector<float> logits{1, 2, 3, 0, 0, 5};
    std::vector<float> probabilities;
    for (std::size_t i = 0; i < 6; i += 3) {
        const float sum = std::exp(logits[i]) + std::exp(logits[i + 1]) + std::exp(logits[i + 2]);
        for (std::size_t c = i; c < i + 3; ++c) probabilities.push_back(std::exp(logits[c]) / sum);
    }
    const ProbeAnswers a = probe_answers(logits, {2, 2}), b = probe_answers(probabilities, {2, 2});
    for (std::size_t i = 0; i < 2; ++i)
        for (std::size_t c = 0; c < 3; ++c)
            CHECK(a.log_probabilities[i][c] == doctest::Approx(b.log_probabilities[i][c]));
    CHECK(a.log_probabilities[0][2] == doctest::Approx(3 - std::log(std::exp(1) + std::exp(2) + std::exp(3))));
    // The deviation of two scores is half their difference: 1, 2 and 2 for the three classes.
    CHECK(a.spread == doctest::Approx((0.5 + 1 + 1) / 3));
}

TEST_CASE("the evidence of known classes is the mean log probability, limited for answers that are certain and wrong") {
    const ProbeAnswers answers = probe_answers(std::vector<float>{0.8F, 0.2F, 0.25F, 0.75F, 1, 0}, {0, 0, 1});
    CHECK(count_correct(answers) == 1);
    CHECK(labelled_evidence(answers) == doctest::Approx((std::log(0.8) + std::log(0.25) + kMinLogProbability) / 3));
}

TEST_CASE("the evidence of unknown classes gives each thing a different class") {
    // Both things prefer class 2, thing 1 more strongly; thing 0 gets its second best class.
    const std::vector<float> values{0.3F, 0.1F, 0.6F, 0.05F, 0.05F, 0.9F};
    const ProbeAnswers answers = probe_answers(values, {0, 1});
    CHECK(matched_evidence(answers) == doctest::Approx((std::log(0.3) + std::log(0.9)) / 2));
}

TEST_CASE("consistency is 1 for equal answers to equal things, 0 if the answers do not depend on the thing") {
    const auto of = [](const std::vector<float>& values) { return consistency(probe_answers(values, {0, 1, 0, 1})); };
    CHECK(of({1, 0, 0, 1, 1, 0, 0, 1}) == doctest::Approx(1));
    CHECK(of({1, 0, 1, 0, 1, 0, 1, 0}) == doctest::Approx(0));
    CHECK(of({1, 0, 1, 0, 0, 1, 0, 1}) == doctest::Approx(0));
    // One of four images gets a different answer: H(1/4) - (H(1/2) + 0) / 2, in bits.
    CHECK(of({1, 0, 0, 1, 1, 0, 1, 0}) == doctest::Approx(0.811278 - 0.5).epsilon(1e-4));
}

}  // namespace convscope::nn
