// Conv2D in a plan: convscope's direct convolution without groups and dilation, Winograd's method for the 3 x 3 kernels
// for which it is faster, convscope's depthwise convolution with one filter per channel, and oneDNN's convolution for
// all other parameters. oneDNN computes the gradients.
#pragma once

#include "core/nn/layers/window/conv2d.h"
#include "core/nn/plan/dnn.h"
#include "core/nn/plan/kernels/direct_convolution.h"
#include "core/nn/plan/kernels/winograd_convolution.h"
#include "core/nn/plan/operator.h"

namespace convscope::nn {

class ConvolutionOperator final : public Operator {
  public:
    /// `keeps_pre_activation`: as in make_operator().
    ConvolutionOperator(const Conv2D& layer, Shape input, Shape output, bool keeps_pre_activation);

    void load(WeightSpans weights) override;
    bool applies_activation() const override { return fuses_activation_ || activates_parts_; }
    Work forward(const Arrays& arrays) override;
    Work backward(const Arrays& arrays, const GradientArrays& gradients) override;

  private:
    float* output_of(const Arrays& arrays) const {
        return applies_activation() ? arrays.output : arrays.pre_activation;
    }
    /// The activation of a part of the output; empty unless activates_parts_.
    ValuesDone part_activation() const;
    Work direct_forward(const Arrays& arrays) const;
    Work winograd_forward(const Arrays& arrays) const;
    std::span<const float> kernel_values() const;
    std::span<const float> bias_values() const;
    Work depthwise_forward(const Arrays& arrays) const;
    Work library_forward(const Arrays& arrays);

    Conv2D::Parameters parameters_;
    Shape input_, output_, kernel_shape_;
    WindowAxes axes_;
    WinogradGeometry winograd_geometry_;
    bool direct_, depthwise_;  ///< direct_: also if Winograd's method takes its place
    bool winograd_;
    ValueLimits limits_;     ///< those of the activation, if convscope's kernels apply them
    bool fuses_activation_;  ///< the kernel applies the activation while the values are in registers
    bool activates_parts_;   ///< the activation is applied to each part of the output as soon as it is computed
    DirectGeometry geometry_;
    PackedKernel packed_;  ///< empty with winograd_
    WinogradKernel winograd_kernel_;
    dnn::PackedWeights library_kernel_;
    const float* kernel_ = nullptr;  ///< kernel in Keras's order
    const float* bias_ = nullptr;    ///< null without a bias
    dnnl::memory library_bias_;      ///< a view of bias_
};

}  // namespace convscope::nn
