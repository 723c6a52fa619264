// BatchNormalization: shifts and scales every channel by its moving mean and variance or, in training, by those of the
// batch.
// Ioffe and Szegedy, "Batch Normalization: Accelerating Deep Network Training ..." (2015), with Keras's parameters.
#pragma once

#include "core/nn/model/layer.h"

namespace convscope::nn {

/// output = gamma (x - mean) / sqrt(variance + epsilon) + beta, per value of the last axis.
/// Weights, all {channels}: gamma unless use_scale is off, beta unless use_center is off, moving_mean,
/// moving_variance. The variance is the biased one.
class BatchNormalization final : public Layer {
  public:
    struct Parameters {
        double epsilon = 1e-3;
        double momentum = 0.99;
        bool use_scale = true;
        bool use_center = true;
    };

    /// Throws ShapeError unless epsilon is a positive number and momentum is 0..1.
    explicit BatchNormalization(const Parameters& parameters);
    const Parameters& parameters() const { return parameters_; }

    std::string_view type() const override { return "BatchNormalization"; }
    Shape output_shape(std::span<const Shape> inputs) const override;
    std::vector<WeightSpec> weights(std::span<const Shape> inputs) const override;
    bool mixes_examples() const override { return true; }
    void forward(const ForwardCall& call) const override;
    /// With call.forward.training the batch's mean and variance are differentiated too; otherwise the moving mean and
    /// variance are constants.
    void backward(const BackwardCall& call) const override;
    /// moving mean = momentum x moving mean + (1 - momentum) x batch mean; the variance likewise.
    void update_statistics(const ForwardCall& call, std::span<const std::span<float>> weights) const override;
    /// Explains the value at inference, which uses the moving statistics.
    void explain(const ExplainCall& call, const Position& at, Explanation& explanation) const override;
    Region source(const Region& output, std::size_t which, std::span<const Shape> inputs) const override;
    Region reach(const Region& input, std::size_t which, std::span<const Shape> inputs) const override;
    DisplayName display_name(std::span<const Shape> inputs) const override;
    ArithmeticWords arithmetic_words() const override { return {.constant = tr("shift"), .has_derived_weight = true}; }

  private:
    /// The numbers of one channel: output = (x - mean) / deviation x gamma + beta.
    struct Channel {
        double mean, variance, deviation, gamma, beta;
    };
    Channel channel(std::size_t index, double mean, double variance,
                    std::span<const std::span<const float>> weights) const;
    std::vector<Channel> channels(const ForwardCall& call) const;
    /// The index of moving_mean among the weights; moving_variance comes after it.
    std::size_t moving_mean_index() const {
        return std::size_t{parameters_.use_scale} + std::size_t{parameters_.use_center};
    }

    Parameters parameters_;
};

}  // namespace convscope::nn
