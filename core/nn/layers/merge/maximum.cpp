#include "core/nn/layers/merge/maximum.h"

#include <algorithm>

namespace convscope::nn {

std::size_t Maximum::winner(const ForwardCall& call, std::int64_t n, const Position& output) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < call.inputs.size(); ++i)
        if (value_of(call, n, output, i) > value_of(call, n, output, best)) best = i;
    return best;
}

double Maximum::combined(const ForwardCall& call, std::int64_t n, const Position& output) const {
    return value_of(call, n, output, winner(call, n, output));
}

double Maximum::slope(const ForwardCall& call, std::int64_t n, const Position& output, std::size_t which) const {
    return winner(call, n, output) == which ? 1 : 0;
}

void Maximum::explain(const ExplainCall& call, const Position& at, Explanation& explanation) const {
    explanation.combination = Combination::maximum;
    explanation.terms = terms_of(call, at);
    const auto best = std::ranges::max_element(explanation.terms, {}, &Term::value);
    explanation.winner = static_cast<std::size_t>(best - explanation.terms.begin());
}

}  // namespace convscope::nn
