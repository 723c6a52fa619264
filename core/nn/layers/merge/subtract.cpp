#include "core/nn/layers/merge/subtract.h"

#include "core/base/text/translation.h"

namespace convscope::nn {

Shape Subtract::output_shape(std::span<const Shape> inputs) const {
    if (inputs.size() > 2) throw ShapeError(tr("needs two inputs, not {}", inputs.size()));
    return Merge::output_shape(inputs);
}

double Subtract::combined(const ForwardCall& call, std::int64_t n, const Position& output) const {
    return value_of(call, n, output, 0) - value_of(call, n, output, 1);
}

double Subtract::slope(const ForwardCall& /*call*/, std::int64_t /*n*/, const Position& /*output*/,
                       std::size_t which) const {
    return which == 0 ? 1 : -1;
}

void Subtract::explain(const ExplainCall& call, const Position& at, Explanation& explanation) const {
    explanation.combination = Combination::sum;
    explanation.terms = terms_of(call, at);
    Term& subtrahend = explanation.terms.back();
    subtrahend.weight = -1;
    subtrahend.product = -subtrahend.value;
}

}  // namespace convscope::nn
