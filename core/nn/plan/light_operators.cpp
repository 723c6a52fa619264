#include "core/nn/plan/light_operators.h"

#include <algorithm>
#include <cmath>

#include "core/nn/layers/merge/add.h"
#include "core/nn/layers/merge/multiply.h"
#include "core/nn/layers/normalization/group_normalization.h"
#include "core/nn/plan/kernels/activation_kernels.h"
#include "core/nn/plan/kernels/parallel_ranges.h"
#include "core/nn/plan/kernels/value_kernels.h"
#include "core/nn/plan/kernels/window_kernels.h"

namespace convscope::nn {

namespace {

/// One number for each channel from one for each or for all.
std::vector<float> per_channel(const std::vector<float>& numbers, const Shape& shape) {
    return numbers.size() > 1 ? numbers : std::vector<float>(static_cast<std::size_t>(shape.channels()), numbers[0]);
}

}  // namespace

void activate_pixels(const Activation& activation, const Shape& shape, const Arrays& arrays, const float* from) {
    if (activation.is_linear() && from == arrays.output) return;
    parallel_pixel_ranges(arrays.all_cores, arrays.count, shape, [&](std::size_t first, std::size_t count) {
        apply_activation(activation, {from + first, count}, static_cast<std::size_t>(shape.channels()),
                         {arrays.output + first, count});
    });
}

Work PoolingOperator::forward(const Arrays& arrays) {
    return [this, arrays] {
        for (std::int64_t n = 0; n < arrays.count; ++n) {
            const float* const from = arrays.inputs[0] + n * in_size_;
            float* const to = arrays.pre_activation + n * out_size_;
            parallel_ranges(arrays.all_cores && in_size_ > kFewValues, axes_.rows.output,
                            [&](std::int64_t first, std::int64_t last) {
                                const WindowRows rows{axes_, channels_, first, last};
                                if (layer_.kind() == Pooling::Kind::maximum)
                                    max_pool(rows, from, to);
                                else
                                    average_pool(rows, layer_.count_padding(), from, to);
                            });
        }
    };
}

Work PoolingOperator::backward(const Arrays& arrays, const GradientArrays& gradients) {
    if (layer_.kind() != Pooling::Kind::maximum) return ReferenceOperator::backward(arrays, gradients);
    return [this, arrays, to = gradients.inputs[0], gradient = gradients.pre_activation] {
        for (std::int64_t n = 0; n < arrays.count; ++n)
            max_pool_gradient(axes_, channels_, arrays.inputs[0] + n * in_size_, arrays.pre_activation + n * out_size_,
                              gradient + n * out_size_, to + n * in_size_);
    };
}

Work ActivationOperator::forward(const Arrays& arrays) {
    return [this, arrays] { activate_pixels(activation_, shape_, arrays, arrays.inputs[0]); };
}

ScalingOperator::ScalingOperator(const BatchNormalization& layer, const Shape& shape)
    : ReferenceOperator(layer, {shape}, shape), normalization_(&layer), shape_(shape) {}

ScalingOperator::ScalingOperator(const Rescaling& layer, const Shape& shape)
    : ReferenceOperator(layer, {shape}, shape), shape_(shape) {
    scale_ = per_channel(layer.parameters().scale, shape);
    shift_ = per_channel(layer.parameters().offset, shape);
}

void ScalingOperator::load(WeightSpans weights) {
    if (normalization_ == nullptr) return;
    const BatchNormalization::Parameters& parameters = normalization_->parameters();
    const auto channels = static_cast<std::size_t>(shape_.channels());
    scale_.resize(channels);
    shift_.resize(channels);
    std::size_t next = 0;
    const std::span<const float> gamma = parameters.use_scale ? weights[next++] : std::span<const float>();
    const std::span<const float> beta = parameters.use_center ? weights[next++] : std::span<const float>();
    const std::span<const float> mean = weights[next], variance = weights[next + 1];
    for (std::size_t c = 0; c < channels; ++c) {
        const double scale = (gamma.empty() ? 1 : gamma[c]) / std::sqrt(variance[c] + parameters.epsilon);
        scale_[c] = static_cast<float>(scale);
        shift_[c] = static_cast<float>((beta.empty() ? 0 : beta[c]) - mean[c] * scale);
    }
}

Work ScalingOperator::forward(const Arrays& arrays) {
    return [this, arrays] {
        parallel_pixel_ranges(arrays.all_cores, arrays.count, shape_, [&](std::size_t first, std::size_t count) {
            scale_and_shift({arrays.inputs[0] + first, count}, scale_, shift_, {arrays.pre_activation + first, count});
        });
    };
}

QuantizationOperator::QuantizationOperator(const Quantization& layer, const Shape& shape)
    : ReferenceOperator(layer, {shape}, shape),
      shape_(shape),
      scale_(per_channel(layer.parameters().scale, shape)),
      zero_point_(per_channel(layer.parameters().zero_point, shape)),
      low_(layer.parameters().low),
      high_(layer.parameters().high) {}

Work QuantizationOperator::forward(const Arrays& arrays) {
    return [this, arrays] {
        parallel_pixel_ranges(arrays.all_cores, arrays.count, shape_, [&](std::size_t first, std::size_t count) {
            quantize({scale_, zero_point_, low_, high_}, {arrays.inputs[0] + first, count},
                     {arrays.pre_activation + first, count});
        });
    };
}

bool NormalizationOperator::takes(const GroupedNormalization& layer) {
    const bool is_pixelwise = layer.settings().groups == ValueGroups{};
    return is_pixelwise || dynamic_cast<const GroupNormalization*>(&layer) != nullptr;
}

void NormalizationOperator::load(WeightSpans weights) {
    const auto channels = static_cast<std::size_t>(shape_.channels());
    gamma_.assign(channels, 1);
    beta_.assign(channels, 0);
    if (settings_.use_scale) std::ranges::copy(weights.front(), gamma_.begin());
    if (settings_.use_center) std::ranges::copy(weights.back(), beta_.begin());
}

Work NormalizationOperator::forward(const Arrays& arrays) {
    return [this, arrays] {
        const double epsilon = settings_.unit_length ? kMinUnitSquares : settings_.epsilon;
        const PixelNormalization constants{gamma_, beta_, static_cast<float>(epsilon), settings_.unit_length};
        if (settings_.groups.rows) {
            for (std::int64_t n = 0; n < arrays.count; ++n) normalize_example(arrays, n, constants);
            return;
        }
        parallel_pixel_ranges(arrays.all_cores, arrays.count, shape_, [&](std::size_t first, std::size_t count) {
            normalize_pixels(constants, {arrays.inputs[0] + first, count}, {arrays.pre_activation + first, count});
        });
    };
}

void NormalizationOperator::normalize_example(const Arrays& arrays, std::int64_t n,
                                              const PixelNormalization& constants) const {
    const auto channels = static_cast<std::size_t>(shape_.channels()), size = static_cast<std::size_t>(shape_.count());
    const std::int64_t groups =
        settings_.groups.channel_groups == 0 ? shape_.channels() : settings_.groups.channel_groups;
    const std::size_t run = channels / static_cast<std::size_t>(groups);
    const std::int64_t offset = n * shape_.count();
    parallel_ranges(
        arrays.all_cores && shape_.count() > kFewValues, groups, [&](std::int64_t first, std::int64_t last) {
            normalize_groups(
                constants, {channels, static_cast<std::size_t>(first) * run, static_cast<std::size_t>(last) * run, run},
                {arrays.inputs[0] + offset, size}, {arrays.pre_activation + offset, size});
        });
}

LocalResponseOperator::LocalResponseOperator(const LocalResponseNormalization& layer, const Shape& shape)
    : ReferenceOperator(layer, {shape}, shape), shape_(shape) {
    const LocalResponseNormalization::Parameters& p = layer.parameters();
    // A window may reach far beyond the channels, where there is nothing to add.
    const std::int64_t last = shape.channels() - 1;
    constants_ = {.before = static_cast<std::size_t>(std::min(layer.channels_before(), last)),
                  .after = static_cast<std::size_t>(std::min(layer.channels_after(), last)),
                  .factor = static_cast<float>(p.alpha / static_cast<double>(p.size)),
                  .beta = static_cast<float>(p.beta),
                  .bias = static_cast<float>(p.bias)};
}

Work LocalResponseOperator::forward(const Arrays& arrays) {
    return [this, arrays] {
        parallel_pixel_ranges(arrays.all_cores, arrays.count, shape_, [&](std::size_t first, std::size_t count) {
            normalize_responses(constants_, static_cast<std::size_t>(shape_.channels()),
                                {arrays.inputs[0] + first, count}, {arrays.pre_activation + first, count});
        });
    };
}

bool ConcatenationOperator::takes(const Concatenate& layer, const Shape& output) {
    return layer.axis() == -1 || layer.axis() == static_cast<int>(output.rank()) - 1;
}

ConcatenationOperator::ConcatenationOperator(const Concatenate& layer, const std::vector<Shape>& inputs,
                                             const Shape& output)
    : ReferenceOperator(layer, inputs, output), output_(output) {
    for (const Shape& input : inputs) channels_.push_back(static_cast<std::size_t>(input.channels()));
}

Work ConcatenationOperator::forward(const Arrays& arrays) {
    return [this, arrays] {
        const auto channels = static_cast<std::size_t>(output_.channels());
        parallel_pixel_ranges(arrays.all_cores, arrays.count, output_, [&](std::size_t first, std::size_t count) {
            float* to = arrays.pre_activation + first;
            for (std::size_t pixel = first / channels; pixel < (first + count) / channels; ++pixel)
                for (std::size_t i = 0; i < channels_.size(); ++i)
                    to = std::copy_n(arrays.inputs[i] + pixel * channels_[i], channels_[i], to);
        });
    };
}

bool MergeOperator::takes(const Merge& layer, const std::vector<Shape>& inputs) {
    if (dynamic_cast<const Add*>(&layer) == nullptr && dynamic_cast<const Multiply*>(&layer) == nullptr) return false;
    const Shape& whole = *std::ranges::max_element(inputs, {}, &Shape::count);
    return std::ranges::all_of(inputs, [&](const Shape& input) {
        const bool one_per_channel = input.channels() == whole.channels() && input.count() == input.channels();
        return input == whole || (one_per_channel && input.rank() <= whole.rank());
    });
}

MergeOperator::MergeOperator(const Merge& layer, const std::vector<Shape>& inputs, const Shape& output)
    : ReferenceOperator(layer, inputs, output),
      multiplies_(dynamic_cast<const Multiply*>(&layer) != nullptr),
      whole_(static_cast<std::size_t>(std::ranges::find(inputs, output) - inputs.begin())),
      inputs_(inputs),
      output_(output) {}

Work MergeOperator::forward(const Arrays& arrays) {
    return [this, arrays] {
        for (std::int64_t n = 0; n < arrays.count; ++n)
            for (std::size_t i = 0; i < inputs_.size(); ++i)
                if (i != whole_) combine(arrays, n, i);
    };
}

void MergeOperator::combine(const Arrays& arrays, std::int64_t n, std::size_t which) const {
    float* const to = arrays.pre_activation + n * output_.count();
    const bool is_first = which == (whole_ == 0 ? 1 : 0);
    const float* const previous = is_first ? arrays.inputs[whole_] + n * output_.count() : to;
    const bool whole = inputs_[which] == output_;
    const float* const other = arrays.inputs[which] + n * inputs_[which].count();
    parallel_pixel_ranges(arrays.all_cores, 1, output_, [&](std::size_t first, std::size_t count) {
        const auto channels = static_cast<std::size_t>(output_.channels());
        const std::span<const float> operand = whole ? std::span(other + first, count) : std::span(other, channels);
        (multiplies_ ? multiply : add)({previous + first, count}, operand, {to + first, count});
    });
}

Work MergeOperator::backward(const Arrays& arrays, const GradientArrays& gradients) {
    const bool copies = !multiplies_ && std::ranges::all_of(inputs_, [&](const Shape& s) { return s == output_; });
    if (!copies) return ReferenceOperator::backward(arrays, gradients);
    return [inputs = gradients.inputs, from = gradients.pre_activation, size = arrays.count * output_.count()] {
        for (float* to : inputs)
            if (to != nullptr) std::copy_n(from, size, to);
    };
}

}  // namespace convscope::nn
