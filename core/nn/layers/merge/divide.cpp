#include "core/nn/layers/merge/divide.h"

#include "core/base/text/translation.h"

namespace convscope::nn {

Shape Divide::output_shape(std::span<const Shape> inputs) const {
    if (inputs.size() > 2) throw ShapeError(tr("needs two inputs, not {}", inputs.size()));
    return Merge::output_shape(inputs);
}

double Divide::combined(const ForwardCall& call, std::int64_t n, const Position& output) const {
    return value_of(call, n, output, 0) / value_of(call, n, output, 1);
}

double Divide::slope(const ForwardCall& call, std::int64_t n, const Position& output, std::size_t which) const {
    const double divisor = value_of(call, n, output, 1);
    return which == 0 ? 1 / divisor : -value_of(call, n, output, 0) / (divisor * divisor);
}

void Divide::explain(const ExplainCall& call, const Position& at, Explanation& explanation) const {
    std::vector<Term> terms = terms_of(call, at);
    const double divisor = terms.back().value;
    terms.pop_back();
    terms.front().weight = 1 / divisor;
    terms.front().product = terms.front().value / divisor;
    explanation.combination = Combination::sum;
    explanation.terms = std::move(terms);
    explanation.figures = {{tr("divisor"), divisor}};
}

}  // namespace convscope::nn
