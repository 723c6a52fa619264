#include "core/nn/layers/input.h"

#include "core/base/text/translation.h"
#include "core/nn/layers/batch.h"

namespace convscope::nn {

Shape Input::output_shape(std::span<const Shape> inputs) const {
    if (!inputs.empty()) throw ShapeError(tr("takes no input"));
    if (shape_.rank() > kMaxAxes)
        throw ShapeError(
            tr("has a shape of {}, with more than the three axes rows, cols and channels", to_string(shape_)));
    return shape_;
}

// Nothing to compute: the plan's caller sets a model's inputs.
void Input::forward(const ForwardCall& /*call*/) const {}
void Input::backward(const BackwardCall& /*call*/) const {}

void Input::explain(const ExplainCall& /*call*/, const Position& /*at*/, Explanation& explanation) const {
    explanation.combination = Combination::copy;
}

Region Input::source(const Region& /*output*/, std::size_t /*which*/, std::span<const Shape> /*inputs*/) const {
    return {};
}

Region Input::reach(const Region& /*input*/, std::size_t /*which*/, std::span<const Shape> /*inputs*/) const {
    return {};
}

}  // namespace convscope::nn
