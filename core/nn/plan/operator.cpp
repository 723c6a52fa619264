#include "core/nn/plan/operator.h"
#include "core/nn/layers/pointwise/activation_layer.h"
#include "core/nn/plan/convolution_operator.h"
#include "core/nn/plan/dense_operator.h"
#include "core/nn/plan/light_operators.h"
#include "core/nn/plan/reference_operator.h"
#include "core/nn/plan/resampling_operator.h"

namespace convscope::nn {

// The only function that names all operators.
std::unique_ptr<Operator> make_operator(const Layer& layer, const std::vector<Shape>& inputs, const Shape& output,
                                        bool keeps_pre_activation) {
    if (const auto* convolution = dynamic_cast<const Conv2D*>(&layer))
        return std::make_unique<ConvolutionOperator>(*convolution, inputs[0], output, keeps_pre_activation);
    if (const auto* dense = dynamic_cast<const Dense*>(&layer))
        return std::make_unique<DenseOperator>(*dense, inputs[0], keeps_pre_activation);
    if (const auto* pooling = dynamic_cast<const Pooling*>(&layer))
        return std::make_unique<PoolingOperator>(*pooling, inputs[0], output);
    if (const auto* merge = dynamic_cast<const Merge*>(&layer);
        merge != nullptr && MergeOperator::takes(*merge, inputs))
        return std::make_unique<MergeOperator>(*merge, inputs, output);
    if (const auto* concatenate = dynamic_cast<const Concatenate*>(&layer);
        concatenate != nullptr && ConcatenationOperator::takes(*concatenate, output))
        return std::make_unique<ConcatenationOperator>(*concatenate, inputs, output);
    if (const auto* resampled = dynamic_cast<const ResampledImage*>(&layer))
        return std::make_unique<ResamplingOperator>(*resampled, inputs[0], output);
    if (!keeps_pre_activation) {
        if (const auto* normalization = dynamic_cast<const BatchNormalization*>(&layer))
            return std::make_unique<ScalingOperator>(*normalization, output);
        if (const auto* rescaling = dynamic_cast<const Rescaling*>(&layer))
            return std::make_unique<ScalingOperator>(*rescaling, output);
        if (const auto* normalization = dynamic_cast<const GroupedNormalization*>(&layer);
            normalization != nullptr && NormalizationOperator::takes(*normalization))
            return std::make_unique<NormalizationOperator>(*normalization, output);
        if (const auto* quantization = dynamic_cast<const Quantization*>(&layer))
            return std::make_unique<QuantizationOperator>(*quantization, output);
        if (const auto* responses = dynamic_cast<const LocalResponseNormalization*>(&layer))
            return std::make_unique<LocalResponseOperator>(*responses, output);
        if (dynamic_cast<const ActivationLayer*>(&layer) != nullptr)
            return std::make_unique<ActivationOperator>(layer, output);
    }
    return std::make_unique<ReferenceOperator>(layer, inputs, output);
}

}  // namespace convscope::nn
