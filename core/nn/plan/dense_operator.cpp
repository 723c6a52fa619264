#include "core/nn/plan/dense_operator.h"

#include <utility>

namespace convscope::nn {

DenseOperator::DenseOperator(const Dense& layer, const Shape& input, bool keeps_pre_activation)
    : parameters_(layer.parameters()),
      rows_(input.count() / input.channels()),
      features_(input.channels()),
      limits_(keeps_pre_activation ? ValueLimits{} : limits_of(parameters_.activation)) {
    geometry_.channels = features_;
    geometry_.filters = parameters_.units;
    kernel_ = dnn::view(dnn::product(1, features_, parameters_.units, false).kernel, nullptr);
}

void DenseOperator::load(WeightSpans weights) {
    packed_.pack(geometry_, weights[0], parameters_.use_bias ? weights[1] : std::span<const float>());
    kernel_.set_data_handle(const_cast<float*>(weights[0].data()));
}

dnn::Product DenseOperator::problem(const Arrays& arrays) const {
    return dnn::product(arrays.count * rows_, features_, parameters_.units, parameters_.use_bias);
}

Work DenseOperator::forward(const Arrays& arrays) {
    DirectGeometry geometry = geometry_;
    geometry.out_rows = 1;
    geometry.in_cols = geometry.out_cols = arrays.count * rows_;
    return [this, geometry, arrays, to = limits_.applied ? arrays.output : arrays.pre_activation] {
        direct_convolution(geometry, packed_, limits_, arrays.inputs[0], to, arrays.all_cores, {});
    };
}

Work DenseOperator::backward(const Arrays& arrays, const GradientArrays& gradients) {
    dnn::stay_on_this_thread();
    const dnn::Product product = problem(arrays);
    const dnnl::memory gradient = dnn::view(product.destination, gradients.pre_activation);
    std::vector<dnn::BoundPrimitive> steps;
    if (gradients.inputs[0] != nullptr) {
        const auto desc = dnn::backward_data(product);
        steps.emplace_back(
            dnnl::inner_product_backward_data(desc),
            dnn::BoundPrimitive::Arguments{{DNNL_ARG_DIFF_DST, gradient},
                                           {DNNL_ARG_WEIGHTS, kernel_},
                                           {DNNL_ARG_DIFF_SRC, dnn::view(product.source, gradients.inputs[0])}},
            desc.scratchpad_desc());
    }
    if (gradients.weights[0] != nullptr) {
        const auto desc = dnn::backward_weights(product);
        dnn::BoundPrimitive::Arguments arguments{
            {DNNL_ARG_SRC, dnn::view(product.source, arrays.inputs[0])},
            {DNNL_ARG_DIFF_DST, gradient},
            {DNNL_ARG_DIFF_WEIGHTS, dnn::view(product.kernel, gradients.weights[0])}};
        if (product.bias) arguments[DNNL_ARG_DIFF_BIAS] = dnn::view(*product.bias, gradients.weights[1]);
        steps.emplace_back(dnnl::inner_product_backward_weights(desc), std::move(arguments), desc.scratchpad_desc());
    }
    return [steps = std::move(steps)] {
        for (const dnn::BoundPrimitive& step : steps) step.run();
    };
}

}  // namespace convscope::nn
