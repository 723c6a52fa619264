#include "core/nn/plan/convolution_operator.h"

#include <algorithm>
#include <utility>

#include "core/nn/plan/kernels/activation_kernels.h"
#include "core/nn/plan/kernels/depthwise_convolution.h"
#include "core/nn/plan/kernels/parallel_ranges.h"

namespace convscope::nn {

namespace {

/// True for 3 x 3 kernels without stride, dilation and groups, if Winograd's method is faster.
bool takes_winograd(const Conv2D::Parameters& parameters, const WinogradGeometry& geometry) {
    const auto fits = [](const WindowAxis& axis) { return axis.size == 3 && axis.stride == 1 && axis.dilation == 1; };
    return parameters.groups == 1 && fits(geometry.axes.rows) && fits(geometry.axes.cols) && suits_winograd(geometry);
}

bool has_padding(const WindowAxes& axes) {
    return axes.rows.before + axes.rows.after + axes.cols.before + axes.cols.after > 0;
}

/// A copy of an image with a border of zeros.
class PaddedImage {
  public:
    PaddedImage(const WindowAxes& axes, std::int64_t channels)
        : axes_(axes),
          channels_(channels),
          cols_(axes.cols.input + axes.cols.before + axes.cols.after),
          values_(static_cast<std::size_t>((axes.rows.input + axes.rows.before + axes.rows.after) * cols_ * channels)) {
    }

    const float* fill(const float* image, bool all_cores) {
        const std::int64_t row_values = axes_.cols.input * channels_;
        float* const inside =
            &values_[static_cast<std::size_t>((axes_.rows.before * cols_ + axes_.cols.before) * channels_)];
        parallel_ranges(all_cores && axes_.rows.input * row_values > kFewValues, axes_.rows.input,
                        [&](std::int64_t first, std::int64_t last) {
                            for (std::int64_t row = first; row < last; ++row)
                                std::copy_n(image + row * row_values, row_values, inside + row * cols_ * channels_);
                        });
        return values_.data();
    }

  private:
    WindowAxes axes_;
    std::int64_t channels_, cols_;
    AlignedFloats values_;
};

}  // namespace

ConvolutionOperator::ConvolutionOperator(const Conv2D& layer, Shape input, Shape output, bool keeps_pre_activation)
    : parameters_(layer.parameters()),
      input_(std::move(input)),
      output_(std::move(output)),
      kernel_shape_(layer.weights(std::span(&input_, 1)).front().shape),
      axes_(axes_of(parameters_.window, input_)),
      winograd_geometry_{axes_, input_.channels(), output_.channels()},
      direct_(parameters_.groups == 1 && axes_.rows.dilation == 1 && axes_.cols.dilation == 1),
      depthwise_(parameters_.groups == input_.channels() && kernel_shape_.channels() == parameters_.groups),
      winograd_(takes_winograd(parameters_, winograd_geometry_)),
      limits_(keeps_pre_activation || !(direct_ || depthwise_) ? ValueLimits{} : limits_of(parameters_.activation)),
      fuses_activation_(limits_.applied || (!keeps_pre_activation && !direct_ && !depthwise_ &&
                                            parameters_.activation.kind == ActivationKind::relu)),
      activates_parts_((direct_ || depthwise_) && !keeps_pre_activation && !fuses_activation_ &&
                       !parameters_.activation.is_linear()),
      geometry_{.in_cols = axes_.cols.input + axes_.cols.before + axes_.cols.after,
                .channels = input_.channels(),
                .out_rows = axes_.rows.output,
                .out_cols = axes_.cols.output,
                .filters = output_.channels(),
                .kernel_rows = axes_.rows.size,
                .kernel_cols = axes_.cols.size,
                .row_stride = axes_.rows.stride,
                .col_stride = axes_.cols.stride},
      library_kernel_(dnn::kernel(kernel_shape_, parameters_.groups)) {
    if (parameters_.use_bias) library_bias_ = dnn::view(dnn::vector(output_.channels()), nullptr);
}

void ConvolutionOperator::load(WeightSpans weights) {
    kernel_ = weights[0].data();
    bias_ = parameters_.use_bias ? weights[1].data() : nullptr;
    if (parameters_.use_bias) library_bias_.set_data_handle(const_cast<float*>(weights[1].data()));
    if (winograd_)
        winograd_kernel_.load(winograd_geometry_, kernel_values(), bias_values());
    else if (direct_)
        packed_.pack(geometry_, kernel_values(), bias_values());
    library_kernel_.load(weights[0].data());
}

std::span<const float> ConvolutionOperator::kernel_values() const {
    return {kernel_, static_cast<std::size_t>(kernel_shape_.count())};
}

std::span<const float> ConvolutionOperator::bias_values() const {
    return {bias_, bias_ == nullptr ? 0 : static_cast<std::size_t>(output_.channels())};
}

Work ConvolutionOperator::forward(const Arrays& arrays) {
    if (winograd_) return winograd_forward(arrays);
    if (direct_) return direct_forward(arrays);
    return depthwise_ ? depthwise_forward(arrays) : library_forward(arrays);
}

ValuesDone ConvolutionOperator::part_activation() const {
    if (!activates_parts_) return {};
    return [activation = parameters_.activation, channels = static_cast<std::size_t>(output_.channels())](
               float* values, std::size_t count) {
        apply_activation(activation, {values, count}, channels, {values, count});
    };
}

Work ConvolutionOperator::direct_forward(const Arrays& arrays) const {
    float* const to = output_of(arrays);
    const std::int64_t in_size = input_.count(), out_size = output_.count();
    auto padded = has_padding(axes_) ? std::make_shared<PaddedImage>(axes_, input_.channels()) : nullptr;
    return [this, arrays, to, in_size, out_size, done = part_activation(), padded = std::move(padded)] {
        for (std::int64_t n = 0; n < arrays.count; ++n) {
            const float* image = arrays.inputs[0] + n * in_size;
            if (padded) image = padded->fill(image, arrays.all_cores);
            direct_convolution(geometry_, packed_, limits_, image, to + n * out_size, arrays.all_cores, done);
        }
    };
}

Work ConvolutionOperator::winograd_forward(const Arrays& arrays) const {
    auto scratch = std::make_shared<AlignedFloats>(static_cast<std::size_t>(winograd_geometry_.scratch_floats()));
    return [this, arrays, to = output_of(arrays), done = part_activation(), scratch = std::move(scratch)] {
        for (std::int64_t n = 0; n < arrays.count; ++n) {
            const float* const image = arrays.inputs[0] + n * input_.count();
            float* const output = to + n * output_.count();
            if (winograd_convolution(winograd_geometry_, winograd_kernel_, limits_, image, output, arrays.all_cores,
                                     scratch->data(), done))
                continue;
            // Rare enough to pack the kernel again each time: the direct convolution keeps NaN and infinite values to
            // the outputs that they reach.
            PackedKernel packed;
            packed.pack(geometry_, kernel_values(), bias_values());
            PaddedImage padded(axes_, input_.channels());
            direct_convolution(geometry_, packed, limits_, padded.fill(image, arrays.all_cores), output,
                               arrays.all_cores, done);
        }
    };
}

Work ConvolutionOperator::depthwise_forward(const Arrays& arrays) const {
    return [this, arrays, done = part_activation()] {
        for (std::int64_t n = 0; n < arrays.count; ++n) {
            const float* const image = arrays.inputs[0] + n * input_.count();
            float* const to = output_of(arrays) + n * output_.count();
            const std::int64_t row = output_.cols() * output_.channels();
            parallel_ranges(arrays.all_cores && output_.count() > kFewValues, output_.rows(),
                            [&](std::int64_t first, std::int64_t last) {
                                depthwise_convolution({axes_, input_.channels(), first, last},
                                                      {kernel_, bias_, limits_}, image, to);
                                if (done) done(to + first * row, static_cast<std::size_t>((last - first) * row));
                            });
        }
    };
}

Work ConvolutionOperator::library_forward(const Arrays& arrays) {
    dnn::stay_on_this_thread();
    const dnn::Convolution problem = dnn::convolution(arrays.count, input_, output_, parameters_.window,
                                                      parameters_.groups, kernel_shape_, parameters_.use_bias);
    const auto desc = dnn::forward(problem, fuses_activation_);
    dnn::BoundPrimitive::Arguments arguments{{DNNL_ARG_SRC, dnn::view(problem.source, arrays.inputs[0])},
                                             {DNNL_ARG_WEIGHTS, library_kernel_.in(desc.weights_desc())},
                                             {DNNL_ARG_DST, dnn::view(problem.destination, output_of(arrays))}};
    if (problem.bias) arguments[DNNL_ARG_BIAS] = library_bias_;
    return [bound = dnn::BoundPrimitive(dnnl::convolution_forward(desc), std::move(arguments),
                                        desc.scratchpad_desc())] { bound.run(); };
}

Work ConvolutionOperator::backward(const Arrays& arrays, const GradientArrays& gradients) {
    dnn::stay_on_this_thread();
    const dnn::Convolution problem = dnn::convolution(arrays.count, input_, output_, parameters_.window,
                                                      parameters_.groups, kernel_shape_, parameters_.use_bias);
    const dnnl::memory gradient = dnn::view(problem.destination, gradients.pre_activation);
    std::vector<dnn::BoundPrimitive> steps;
    if (gradients.inputs[0] != nullptr) {
        const auto desc = dnn::backward_data(problem);
        steps.emplace_back(
            dnnl::convolution_backward_data(desc),
            dnn::BoundPrimitive::Arguments{{DNNL_ARG_DIFF_DST, gradient},
                                           {DNNL_ARG_WEIGHTS, library_kernel_.in(desc.weights_desc())},
                                           {DNNL_ARG_DIFF_SRC, dnn::view(problem.source, gradients.inputs[0])}},
            desc.scratchpad_desc());
    }
    if (gradients.weights[0] != nullptr) {
        const auto desc = dnn::backward_weights(problem);
        const dnnl::memory kernel = dnn::allocate(desc.diff_weights_desc());
        dnn::BoundPrimitive::Arguments arguments{{DNNL_ARG_SRC, dnn::view(problem.source, arrays.inputs[0])},
                                                 {DNNL_ARG_DIFF_DST, gradient},
                                                 {DNNL_ARG_DIFF_WEIGHTS, kernel}};
        if (problem.bias) arguments[DNNL_ARG_DIFF_BIAS] = dnn::view(*problem.bias, gradients.weights[1]);
        steps.emplace_back(dnnl::convolution_backward_weights(desc), std::move(arguments), desc.scratchpad_desc());
        steps.push_back(
            dnn::reorder(kernel, dnn::view(dnn::kernel(kernel_shape_, parameters_.groups), gradients.weights[0])));
    }
    return [steps = std::move(steps)] {
        for (const dnn::BoundPrimitive& step : steps) step.run();
    };
}

}  // namespace convscope::nn
