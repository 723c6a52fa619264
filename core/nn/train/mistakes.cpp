#include "core/nn/train/mistakes.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace convscope::nn {

namespace {

const ExampleAnswer& answer_to(const Evaluation& evaluation, std::int64_t example) {
    return evaluation.answers[static_cast<std::size_t>(example)];
}

std::int64_t label_of(const Dataset& data, std::int64_t example) {
    return data.labels[static_cast<std::size_t>(example)];
}

/// The numbers of the answers for which `is_wanted`, sorted by `order`, at most `count`.
template <class Wanted, class Order>
std::vector<std::int64_t> selected(const Evaluation& evaluation, const Wanted& is_wanted, const Order& order,
                                   std::size_t count) {
    std::vector<std::int64_t> examples;
    for (std::int64_t i = 0; i < std::ssize(evaluation.answers); ++i)
        if (is_wanted(i)) examples.push_back(i);
    std::ranges::stable_sort(examples, order);
    examples.resize(std::min(examples.size(), count));
    return examples;
}

}  // namespace

std::vector<std::int64_t> examples_of_cell(const Evaluation& evaluation, const Dataset& data, std::int64_t truth,
                                           std::int64_t predicted) {
    return selected(
        evaluation,
        [&](std::int64_t i) { return label_of(data, i) == truth && answer_to(evaluation, i).predicted == predicted; },
        [&](std::int64_t a, std::int64_t b) {
            return answer_to(evaluation, a).probability > answer_to(evaluation, b).probability;
        },
        evaluation.answers.size());
}

std::vector<std::int64_t> hardest_examples(const Evaluation& evaluation, std::size_t count) {
    return selected(
        evaluation, [](std::int64_t) { return true; },
        [&](std::int64_t a, std::int64_t b) {
            return answer_to(evaluation, a).true_probability < answer_to(evaluation, b).true_probability;
        },
        count);
}

std::vector<std::int64_t> surest_mistakes(const Evaluation& evaluation, const Dataset& data, std::size_t count) {
    return selected(
        evaluation, [&](std::int64_t i) { return answer_to(evaluation, i).predicted != label_of(data, i); },
        [&](std::int64_t a, std::int64_t b) {
            return answer_to(evaluation, a).probability > answer_to(evaluation, b).probability;
        },
        count);
}

std::vector<std::int64_t> disagreements(const Evaluation& first, const Evaluation& second) {
    const auto certainty = [&](std::int64_t i) {
        return answer_to(first, i).probability + answer_to(second, i).probability;
    };
    return selected(
        first, [&](std::int64_t i) { return answer_to(first, i).predicted != answer_to(second, i).predicted; },
        [&](std::int64_t a, std::int64_t b) { return certainty(a) > certainty(b); }, first.answers.size());
}

ConfusionSums confusion_sums(const Evaluation& evaluation, const Dataset& data) {
    const auto classes = static_cast<std::size_t>(evaluation.classes);
    const std::vector<std::int64_t> none(classes);
    ConfusionSums sums{none, none, none, none};
    for (std::int64_t i = 0; i < std::ssize(evaluation.answers); ++i) {
        const auto truth = static_cast<std::size_t>(label_of(data, i));
        const std::int64_t predicted = answer_to(evaluation, i).predicted;
        ++sums.truths[truth];
        if (predicted == kNoAnswer)
            ++sums.no_answers[truth];
        else
            ++sums.predictions[static_cast<std::size_t>(predicted)];
        if (predicted == static_cast<std::int64_t>(truth)) continue;
        ++sums.mistakes[truth];
        if (predicted != kNoAnswer) ++sums.mistakes[static_cast<std::size_t>(predicted)];
    }
    return sums;
}

std::vector<std::int64_t> tenths_of_percent(std::span<const std::int64_t> counts) {
    constexpr std::int64_t kWhole = 1000;
    std::vector<std::int64_t> tenths(counts.size());
    const std::int64_t sum = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
    if (sum == 0) return tenths;
    std::vector<std::size_t> order(counts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = 0; i < counts.size(); ++i) tenths[i] = counts[i] * kWhole / sum;
    std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t i) { return counts[i] * kWhole % sum; });
    const std::int64_t missing = kWhole - std::accumulate(tenths.begin(), tenths.end(), std::int64_t{0});
    for (std::size_t i = 0; i < static_cast<std::size_t>(missing); ++i) ++tenths[order[i]];
    return tenths;
}

}  // namespace convscope::nn
