#include "core/nn/plan/dense_operator.h"

#include <utility>

namespace convscope::nn {

DenseOperator::DenseOperator(const Dense& layer, const Shape& input, bool training)
    : parameters_(layer.parameters()),
      rows_(input.count() / input.channels()),
      features_(input.channels()),
      fuses_relu_(!training && parameters_.activation.kind == ActivationKind::relu) {
    const dnn::Product any = dnn::product(1, features_, parameters_.units, parameters_.use_bias);
    kernel_ = dnn::view(any.kernel, nullptr);
    if (any.bias) bias_ = dnn::view(*any.bias, nullptr);
}

void DenseOperator::load(WeightSpans weights) {
    kernel_.set_data_handle(const_cast<float*>(weights[0].data()));
    if (parameters_.use_bias) bias_.set_data_handle(const_cast<float*>(weights[1].data()));
}

dnn::Product DenseOperator::problem(const Arrays& arrays) const {
    return dnn::product(arrays.count * rows_, features_, parameters_.units, parameters_.use_bias);
}

Work DenseOperator::forward(const Arrays& arrays) {
    dnn::stay_on_this_thread();
    const dnn::Product product = problem(arrays);
    const auto desc = dnn::forward(product, fuses_relu_);
    dnn::Bound::Arguments arguments{
        {DNNL_ARG_SRC, dnn::view(product.source, arrays.inputs[0])},
        {DNNL_ARG_WEIGHTS, kernel_},
        {DNNL_ARG_DST, dnn::view(product.destination, fuses_relu_ ? arrays.output : arrays.linear)}};
    if (product.bias) arguments[DNNL_ARG_BIAS] = bias_;
    return [bound = dnn::Bound(dnnl::inner_product_forward(desc), std::move(arguments), desc.scratchpad_desc())] {
        bound.run();
    };
}

Work DenseOperator::backward(const Arrays& arrays, const GradientArrays& gradients) {
    dnn::stay_on_this_thread();
    const dnn::Product product = problem(arrays);
    const dnnl::memory gradient = dnn::view(product.destination, gradients.linear);
    std::vector<dnn::Bound> steps;
    if (gradients.inputs[0] != nullptr) {
        const auto desc = dnn::backward_data(product);
        steps.emplace_back(dnnl::inner_product_backward_data(desc),
                           dnn::Bound::Arguments{{DNNL_ARG_DIFF_DST, gradient},
                                                 {DNNL_ARG_WEIGHTS, kernel_},
                                                 {DNNL_ARG_DIFF_SRC, dnn::view(product.source, gradients.inputs[0])}},
                           desc.scratchpad_desc());
    }
    if (gradients.weights[0] != nullptr) {
        const auto desc = dnn::backward_weights(product);
        dnn::Bound::Arguments arguments{{DNNL_ARG_SRC, dnn::view(product.source, arrays.inputs[0])},
                                        {DNNL_ARG_DIFF_DST, gradient},
                                        {DNNL_ARG_DIFF_WEIGHTS, dnn::view(product.kernel, gradients.weights[0])}};
        if (product.bias) arguments[DNNL_ARG_DIFF_BIAS] = dnn::view(*product.bias, gradients.weights[1]);
        steps.emplace_back(dnnl::inner_product_backward_weights(desc), std::move(arguments), desc.scratchpad_desc());
    }
    return [steps = std::move(steps)] {
        for (const dnn::Bound& step : steps) step.run();
    };
}

}  // namespace convscope::nn
