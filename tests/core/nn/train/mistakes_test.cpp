#include "core/nn/train/mistakes.h"

#include <doctest/doctest.h>

namespace convscope::nn {

namespace {

/// Six answers of three classes; the last is not finite.
Evaluation six_answers() {
    Evaluation evaluation{.classes = 3};
    evaluation.answers = {{0, 0.9F, 0.9F}, {1, 0.8F, 0.1F}, {1, 0.95F, 0.95F},
                          {1, 0.6F, 0.3F}, {2, 0.7F, 0.7F}, {kNoAnswer, 0, 0}};
    evaluation.confusion = {1, 2, 0, 0, 1, 0, 0, 0, 1};
    evaluation.not_finite = 1;
    return evaluation;
}

Dataset labels_of_six() {
    Dataset data{.example = {1, 1, 1}};
    data.labels = {0, 0, 1, 0, 2, 2};
    return data;
}

using Examples = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("the pictures of a cell are sorted by the probability of the answer") {
    CHECK(examples_of_cell(six_answers(), labels_of_six(), 0, 1) == Examples{1, 3});
    CHECK(examples_of_cell(six_answers(), labels_of_six(), 0, 0) == Examples{0});
    CHECK(examples_of_cell(six_answers(), labels_of_six(), 2, kNoAnswer) == Examples{5});
    CHECK(examples_of_cell(six_answers(), labels_of_six(), 1, 0).empty());
}

TEST_CASE(
    "the hardest examples have the lowest probability of the true class, and sure mistakes the highest of another") {
    CHECK(hardest_examples(six_answers(), 3) == Examples{5, 1, 3});
    CHECK(surest_mistakes(six_answers(), labels_of_six(), 9) == Examples{1, 3, 5});
    CHECK(surest_mistakes(six_answers(), labels_of_six(), 1) == Examples{1});
}

TEST_CASE("two models disagree where their answers differ") {
    Evaluation other = six_answers();
    other.answers[0] = {2, 0.5F, 0.2F};
    other.answers[2] = {0, 0.9F, 0.1F};
    CHECK(disagreements(six_answers(), other) == Examples{2, 0});
    CHECK(disagreements(other, other).empty());
}

TEST_CASE("the sums of a confusion matrix count every example, also one without an answer") {
    const ConfusionSums sums = confusion_sums(six_answers(), labels_of_six());
    CHECK(sums.truths == Examples{3, 1, 2});
    CHECK(sums.predictions == Examples{1, 3, 1});
    CHECK(sums.no_answers == Examples{0, 0, 1});
    CHECK(sums.mistakes == Examples{2, 2, 1});
}

TEST_CASE("rounded per cent add up to 100") {
    CHECK(tenths_of_percent(Examples{1, 1, 1}) == Examples{334, 333, 333});
    CHECK(tenths_of_percent(Examples{0, 0}) == Examples{0, 0});
    CHECK(tenths_of_percent(Examples{2, 1, 4, 0}) == Examples{286, 143, 571, 0});
    CHECK(tenths_of_percent(Examples{7}) == Examples{1000});
}

}  // namespace convscope::nn
