#include "core/nn/layers/merge/multiply.h"

namespace convscope::nn {

double Multiply::combined(const ForwardCall& call, std::int64_t n, const Position& output) const {
    double product = 1;
    for (std::size_t i = 0; i < call.inputs.size(); ++i) product *= value_of(call, n, output, i);
    return product;
}

double Multiply::slope(const ForwardCall& call, std::int64_t n, const Position& output, std::size_t which) const {
    double product = 1;
    for (std::size_t i = 0; i < call.inputs.size(); ++i)
        if (i != which) product *= value_of(call, n, output, i);
    return product;
}

void Multiply::explain(const ExplainCall& call, const Position& at, Explanation& explanation) const {
    explanation.combination = Combination::product;
    explanation.terms = terms_of(call, at);
}

}  // namespace convscope::nn
