// The base of LayerNormalization, GroupNormalization and UnitNormalization: values of one example are normalised
// together in groups. Must not be used for statistics over a batch; see batch_normalization.h.
#pragma once

#include "core/nn/model/layer.h"

namespace convscope::nn {

/// A group holds values of all rows if `rows` is true (else of one row), of all columns if `cols` is true, and of one
/// of `channel_groups` equally large ranges of channels. 0 channel groups: every channel is a separate group.
struct ValueGroups {
    bool rows = false, cols = false;
    std::int64_t channel_groups = 1;
    bool operator==(const ValueGroups&) const = default;
};

/// With `unit_length`, values are divided by at least the root of this, as in Keras.
inline constexpr double kMinUnitSquares = 1e-12;

/// output = (x - mean) / sqrt(variance + epsilon) x gamma + beta with the mean and variance of the value's group. With
/// `unit_length`, output = x / max(length, 1e-6), where the length is the root of the sum of the group's squares.
/// Weights: gamma unless use_scale is off, beta unless use_center is off.
class GroupedNormalization : public Layer {
  public:
    /// Throws ShapeError for a scalar and for channels that the groups do not divide.
    Shape output_shape(std::span<const Shape> inputs) const override;
    std::vector<WeightSpec> weights(std::span<const Shape> inputs) const override;
    void forward(const ForwardCall& call) const override;
    void backward(const BackwardCall& call) const override;
    void explain(const ExplainCall& call, const Position& at, Explanation& explanation) const override;
    Region source(const Region& output, std::size_t which, std::span<const Shape> inputs) const override;
    Region reach(const Region& input, std::size_t which, std::span<const Shape> inputs) const override;
    DisplayName display_name(std::span<const Shape> inputs) const override;
    ArithmeticWords arithmetic_words() const override { return {.constant = tr("shift"), .has_derived_weight = true}; }

    struct Settings {
        ValueGroups groups;
        double epsilon = 1e-3;
        bool use_scale = true, use_center = true;
        bool unit_length = false;
    };
    const Settings& settings() const { return settings_; }

  protected:
    /// Throws ShapeError unless epsilon is positive and the number of groups is 0 or more.
    explicit GroupedNormalization(const Settings& settings);

    /// The shape of gamma and beta; broadcasts to the input.
    virtual Shape constants(const Shape& input) const = 0;

  private:
    struct Statistics;
    class Grouping;
    std::vector<Statistics> statistics(std::span<const float> x, const Grouping& grouping) const;
    Region group_of(const Region& region, const Shape& shape) const;

    Settings settings_;
};

}  // namespace convscope::nn
