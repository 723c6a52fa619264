#include "core/nn/layers/merge/add.h"

namespace convscope::nn {

double Add::combined(const ForwardCall& call, std::int64_t n, const Position& output) const {
    double sum = 0;
    for (std::size_t i = 0; i < call.inputs.size(); ++i) sum += value_of(call, n, output, i);
    return sum;
}

double Add::slope(const ForwardCall& /*call*/, std::int64_t /*n*/, const Position& /*output*/,
                  std::size_t /*which*/) const {
    return 1;
}

void Add::explain(const ExplainCall& call, const Position& at, Explanation& explanation) const {
    explanation.combination = Combination::sum;
    explanation.terms = terms_of(call, at);
}

}  // namespace convscope::nn
