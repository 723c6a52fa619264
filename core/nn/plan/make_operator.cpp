// Which operator runs which layer: the one place that knows them all.
#include "core/nn/layers/add.h"
#include "core/nn/plan/convolution_operator.h"
#include "core/nn/plan/dense_operator.h"
#include "core/nn/plan/light_operators.h"
#include "core/nn/plan/operator.h"
#include "core/nn/plan/reference_operator.h"

namespace convscope::nn {

std::unique_ptr<Operator> make_operator(const Layer& layer, const std::vector<Shape>& inputs, const Shape& output,
                                        bool training) {
    if (const auto* convolution = dynamic_cast<const Conv2D*>(&layer))
        return std::make_unique<ConvolutionOperator>(*convolution, inputs[0], output, training);
    if (const auto* dense = dynamic_cast<const Dense*>(&layer))
        return std::make_unique<DenseOperator>(*dense, inputs[0], training);
    if (const auto* pooling = dynamic_cast<const Pooling*>(&layer);
        pooling != nullptr && pooling->kind() == Pooling::Kind::maximum)
        return std::make_unique<MaxPoolingOperator>(*pooling, inputs[0], output);
    if (const auto* normalization = dynamic_cast<const BatchNormalization*>(&layer); normalization && !training)
        return std::make_unique<NormalizationOperator>(*normalization, inputs[0]);
    if (dynamic_cast<const Add*>(&layer) != nullptr && inputs.size() == 2 && inputs[0] == inputs[1])
        return std::make_unique<SumOperator>(output);
    return std::make_unique<ReferenceOperator>(layer, inputs, output);
}

}  // namespace convscope::nn
