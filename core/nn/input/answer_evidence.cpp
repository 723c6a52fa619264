#include "core/nn/input/answer_evidence.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace convscope::nn {

namespace {

/// The classes' scores: log probabilities for a softmax, log odds for other values in 0..1, otherwise the values
/// themselves.
std::vector<double> scores(std::span<const float> answer) {
    constexpr double kMin = 1e-45;
    double sum = 0;
    bool in_unit_range = true;
    for (const float value : answer) {
        in_unit_range = in_unit_range && value >= 0 && value <= 1;
        sum += value;
    }
    const bool is_softmax = in_unit_range && answer.size() > 1 && std::abs(sum - 1) < 1e-3;
    std::vector<double> result;
    result.reserve(answer.size());
    for (const float value : answer) {
        if (is_softmax)
            result.push_back(std::log(std::max<double>(value, kMin)));
        else if (in_unit_range)
            result.push_back(std::log(std::max<double>(value, kMin)) - std::log(std::max(1 - double{value}, kMin)));
        else
            result.push_back(value);
    }
    return result;
}

/// The logarithms of the softmax of the scores.
std::vector<double> log_softmax(std::vector<double> scores) {
    const double largest = *std::ranges::max_element(scores);
    double sum = 0;
    for (const double score : scores) sum += std::exp(score - largest);
    for (double& score : scores) score -= largest + std::log(sum);
    return scores;
}

double spread_of(const std::vector<std::vector<double>>& answers) {
    const std::size_t classes = answers.front().size();
    double sum = 0;
    for (std::size_t c = 0; c < classes; ++c) {
        double total = 0, squares = 0;
        for (const std::vector<double>& answer : answers) {
            total += answer[c];
            squares += answer[c] * answer[c];
        }
        const auto count = static_cast<double>(answers.size());
        sum += std::sqrt(std::max(0.0, squares / count - total * total / count / count));
    }
    return sum / static_cast<double>(classes);
}

double entropy(const std::vector<double>& probabilities) {
    double sum = 0;
    for (const double p : probabilities)
        if (p > 0) sum -= p * std::log(p);
    return sum;
}

std::size_t count_things(const ProbeAnswers& answers) {
    return *std::ranges::max_element(answers.things) + 1;
}

/// For each thing and class: the sum of the class's log probability, at least kMinLogProbability, over the thing's
/// images.
std::vector<std::vector<double>> sums_of(const ProbeAnswers& answers) {
    std::vector<std::vector<double>> sums(count_things(answers),
                                          std::vector<double>(answers.log_probabilities.front().size()));
    for (std::size_t i = 0; i < answers.things.size(); ++i)
        for (std::size_t c = 0; c < sums.front().size(); ++c)
            sums[answers.things[i]][c] += std::max(answers.log_probabilities[i][c], kMinLogProbability);
    return sums;
}

}  // namespace

ProbeAnswers probe_answers(std::span<const float> values, std::vector<std::size_t> things) {
    const std::size_t length = values.size() / things.size();
    std::vector<std::vector<double>> answers;
    answers.reserve(things.size());
    for (std::size_t i = 0; i < things.size(); ++i) answers.push_back(scores(values.subspan(i * length, length)));
    ProbeAnswers result{.things = std::move(things), .spread = spread_of(answers)};
    result.log_probabilities.reserve(answers.size());
    for (std::vector<double>& answer : answers) result.log_probabilities.push_back(log_softmax(std::move(answer)));
    return result;
}

std::size_t count_correct(const ProbeAnswers& answers) {
    std::size_t correct = 0;
    for (std::size_t i = 0; i < answers.things.size(); ++i) {
        const std::vector<double>& answer = answers.log_probabilities[i];
        const auto best = static_cast<std::size_t>(std::ranges::max_element(answer) - answer.begin());
        if (best == answers.things[i]) ++correct;
    }
    return correct;
}

double labelled_evidence(const ProbeAnswers& answers) {
    double sum = 0;
    for (std::size_t i = 0; i < answers.things.size(); ++i)
        sum += std::max(answers.log_probabilities[i].at(answers.things[i]), kMinLogProbability);
    return sum / static_cast<double>(answers.things.size());
}

double matched_evidence(const ProbeAnswers& answers) {
    constexpr double kTaken = -std::numeric_limits<double>::infinity();
    std::vector<std::vector<double>> sums = sums_of(answers);
    double total = 0;
    for (std::size_t round = 0; round < sums.size(); ++round) {
        // Take the best pair of a thing and a class that are both free.
        double best = kTaken;
        std::size_t thing = 0, label = 0;
        for (std::size_t t = 0; t < sums.size(); ++t) {
            const auto place = std::ranges::max_element(sums[t]);
            if (*place <= best) continue;
            best = *place;
            thing = t;
            label = static_cast<std::size_t>(place - sums[t].begin());
        }
        total += best;
        std::ranges::fill(sums[thing], kTaken);
        for (std::vector<double>& row : sums) row[label] = kTaken;
    }
    return total / static_cast<double>(answers.things.size());
}

double consistency(const ProbeAnswers& answers) {
    const std::size_t classes = answers.log_probabilities.front().size();
    std::vector<std::vector<double>> by_thing(count_things(answers), std::vector<double>(classes));
    std::vector<double> images(by_thing.size()), mean(classes);
    const auto count = static_cast<double>(answers.things.size());
    for (std::size_t i = 0; i < answers.things.size(); ++i) {
        images[answers.things[i]] += 1;
        for (std::size_t c = 0; c < classes; ++c) {
            const double probability = std::exp(answers.log_probabilities[i][c]);
            by_thing[answers.things[i]][c] += probability;
            mean[c] += probability / count;
        }
    }
    double information = entropy(mean);
    for (std::size_t t = 0; t < by_thing.size(); ++t) {
        if (images[t] == 0) continue;
        for (double& probability : by_thing[t]) probability /= images[t];
        information -= images[t] / count * entropy(by_thing[t]);
    }
    const std::size_t max_distinct = std::min(by_thing.size(), classes);
    return max_distinct < 2 ? 0 : information / std::log(static_cast<double>(max_distinct));
}

}  // namespace convscope::nn
