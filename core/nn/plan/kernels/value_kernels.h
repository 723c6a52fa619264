// Elementwise loops, vectorised for the CPU they run on: scaling, sums, products, ReLU's gradient, Adam. Must not
// include layers. All arrays are N,H,W,C and may be unaligned.
#pragma once

#include <cstdint>
#include <span>

namespace convscope::nn {

/// gradient = gradient where output > 0, else 0.
void relu_gradient(std::span<const float> output, std::span<float> gradient);

/// output = input x scale + shift for a whole batch; `scale` and `shift` hold one value per channel.
void scale_and_shift(std::span<const float> input, std::span<const float> scale, std::span<const float> shift,
                     std::span<float> output);
/// The constants of quantize(): one scale and one zero point per channel.
struct QuantizationLevels {
    std::span<const float> scale, zero_point;
    float low = 0, high = 0;
};
/// output = (level - zero point) x scale with level = round(input / scale) + zero point, limited to low..high.
void quantize(const QuantizationLevels& levels, std::span<const float> input, std::span<float> output);
/// output = a + b; `b` is repeated as often as it fits into `a`.
void add(std::span<const float> a, std::span<const float> b, std::span<float> output);
/// output = a x b; `b` is repeated as often as it fits into `a`.
void multiply(std::span<const float> a, std::span<const float> b, std::span<float> output);

/// The constants of normalize_pixels(): one gamma and one beta per channel.
struct PixelNormalization {
    std::span<const float> gamma, beta;
    float epsilon = 0;
    bool unit_length =
        false;  ///< divide by the length of each pixel's vector of channels, at least sqrt(epsilon), instead
};
/// output = (input - mean) / sqrt(variance + epsilon) x gamma + beta, with the mean and variance of each pixel's
/// channels.
void normalize_pixels(const PixelNormalization& constants, std::span<const float> input, std::span<float> output);

/// One example's channels first..last-1 of `channels`, in groups of `run` neighbouring channels.
struct ChannelGroups {
    std::size_t channels = 0, first = 0, last = 0, run = 1;
};
/// output = (input - mean) / sqrt(variance + epsilon) x gamma + beta for these channels of all pixels, with the mean
/// and variance of each group over all pixels. `input` and `output` are one whole example.
void normalize_groups(const PixelNormalization& constants, const ChannelGroups& groups, std::span<const float> input,
                      std::span<float> output);

/// Adam's constants for one step; Kingma and Ba, "Adam" (2015), algorithm 1, with the bias corrections in `rate`:
/// rate = learning rate x sqrt(1 - beta2^t) / (1 - beta1^t), as Keras computes it.
struct AdamStep {
    float rate = 0, beta1 = 0.9F, beta2 = 0.999F, epsilon = 1e-7F;
};
/// Updates `weights` and both moments by one step; all spans have the same length.
void adam(const AdamStep& step, std::span<const float> gradient, std::span<float> mean, std::span<float> variance,
          std::span<float> weights);

}  // namespace convscope::nn
