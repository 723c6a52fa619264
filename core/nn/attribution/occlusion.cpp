#include "core/nn/attribution/occlusion.h"

#include <algorithm>
#include <cmath>

#include "core/base/random.h"
#include "core/nn/attribution/variants.h"

namespace convscope::nn {

namespace {

/// The model's input value for a pixel value 0..255.
float preprocessed_value(const Preprocessing& preprocessing, std::int64_t channel, float value) {
    const std::size_t colour = preprocessing.colour(channel);
    return value * preprocessing.scale.at(colour) + preprocessing.offset.at(colour);
}

/// The mean of each channel.
std::vector<double> channel_means(std::span<const float> picture, std::size_t channels) {
    std::vector<double> means(channels);
    for (std::size_t i = 0; i < picture.size(); ++i)
        means[i % channels] += double{picture[i]} * static_cast<double>(channels) / static_cast<double>(picture.size());
    return means;
}

/// For each pixel: the mean of the (2 radius + 1)^2 pixels around it. Pixels outside the picture are left out.
std::vector<float> blurred(const Shape& shape, std::span<const float> picture, std::int64_t radius) {
    const auto mean_along = [&](std::span<const float> from, std::int64_t length, std::int64_t step) {
        std::vector<float> out(from.size());
        for (std::int64_t i = 0; i < std::ssize(out); ++i) {
            const std::int64_t at = i / step % length;
            const std::int64_t first = std::max<std::int64_t>(at - radius, 0), last = std::min(at + radius, length - 1);
            double sum = 0;
            for (std::int64_t k = first; k <= last; ++k)
                sum += double{from[static_cast<std::size_t>(i + (k - at) * step)]};
            out[static_cast<std::size_t>(i)] = static_cast<float>(sum / static_cast<double>(last - first + 1));
        }
        return out;
    };
    return mean_along(mean_along(picture, shape.cols(), shape.channels()), shape.rows(),
                      shape.cols() * shape.channels());
}

void copy_patch(const Shape& shape, std::span<const float> from, std::int64_t side, std::int64_t row, std::int64_t col,
                std::span<float> to) {
    const std::int64_t top = row - (side - 1) / 2, left = col - (side - 1) / 2;
    const std::int64_t first_col = std::max<std::int64_t>(left, 0), end_col = std::min(left + side, shape.cols());
    for (std::int64_t r = std::max<std::int64_t>(top, 0); r < std::min(top + side, shape.rows()); ++r) {
        const auto start = static_cast<std::size_t>((r * shape.cols() + first_col) * shape.channels());
        const auto size = static_cast<std::size_t>((end_col - first_col) * shape.channels());
        std::ranges::copy(from.subspan(start, size), to.begin() + static_cast<std::ptrdiff_t>(start));
    }
}

std::int64_t step_count(std::int64_t length, std::int64_t stride) {
    return (length + stride - 1) / stride;
}

}  // namespace

Occlusion suggested_occlusion(const Model& model) {
    constexpr std::int64_t kPlaces = 28;  // along the shorter side
    // Two cores need about 5 seconds for this number of multiply-adds.
    constexpr double kMaxWork = 1.5e11;
    const Shape& shape = model.node(model.inputs().front()).shape;
    const std::int64_t shorter = std::min(shape.rows(), shape.cols());
    Occlusion occlusion{.side = std::max<std::int64_t>(1, (5 * shorter + kPlaces / 2) / kPlaces),
                        .stride = std::max<std::int64_t>(1, shorter / kPlaces)};
    double work = 0;
    for (int i = 0; i < model.size(); ++i)
        work += static_cast<double>(model.node(i).layer->multiply_adds(model.input_shapes(i)));
    const auto places = [&] {
        return static_cast<double>(step_count(shape.rows(), occlusion.stride) *
                                   step_count(shape.cols(), occlusion.stride));
    };
    while (places() * work > kMaxWork && occlusion.stride < occlusion.side) ++occlusion.stride;
    return occlusion;
}

std::vector<float> occlusion_values(const Model& model, std::span<const float> picture, const Occlusion& occlusion) {
    const Shape& shape = model.node(model.inputs().front()).shape;
    const auto channels = static_cast<std::size_t>(shape.channels());
    const Preprocessing& preprocessing = model.info().preprocessing;
    if (occlusion.fill == OcclusionFill::blur) return blurred(shape, picture, occlusion.side);
    const std::vector<double> means = channel_means(picture, channels);
    std::vector<float> values(picture.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::size_t channel = i % channels;
        if (occlusion.fill == OcclusionFill::mean) {
            values[i] = static_cast<float>(means[channel]);
            continue;
        }
        const float value = occlusion.fill == OcclusionFill::black  ? 0
                            : occlusion.fill == OcclusionFill::grey ? 127.5F
                                                                    : 255 * random_unit(occlusion.seed, i);
        values[i] = preprocessed_value(preprocessing, static_cast<std::int64_t>(channel), value);
    }
    return values;
}

std::vector<float> occluded(const Shape& shape, std::span<const float> picture, std::span<const float> hidden,
                            std::int64_t side, std::int64_t row, std::int64_t col) {
    std::vector<float> values(picture.begin(), picture.end());
    copy_patch(shape, hidden, side, row, col, values);
    return values;
}

std::optional<OcclusionMap> occlusion_map(const Model& model, const Edits& edits,
                                          std::span<const std::span<const float>> inputs, std::int64_t index,
                                          const Occlusion& occlusion, const std::function<bool(double)>& keep_going) {
    const Shape& shape = model.node(model.inputs().front()).shape;
    const std::span<const float> picture = inputs[0];
    const std::vector<float> hidden = occlusion_values(model, picture, occlusion);
    const std::int64_t cols = step_count(shape.cols(), occlusion.stride);
    const std::int64_t count = step_count(shape.rows(), occlusion.stride) * cols;
    const Size places{static_cast<int>(count / cols), static_cast<int>(cols)};
    OcclusionMap map{FloatImage(places), FloatImage(places)};
    // Variant 0 is the whole picture.
    const MakeVariant make = [&](std::int64_t number, std::span<float> values) {
        std::ranges::copy(picture, values.begin());
        if (number == 0) return;
        copy_patch(shape, hidden, occlusion.side, (number - 1) / cols * occlusion.stride,
                   (number - 1) % cols * occlusion.stride, values);
    };
    float score = 0, answer = 0;
    const auto at = static_cast<std::size_t>(index);
    const bool done = run_variants(
        model, edits, inputs, count + 1, make,
        [&](std::int64_t number, const VariantAnswer& variant) {
            if (number == 0) {
                score = variant.scores[at];
                answer = variant.outputs[at];
                return;
            }
            const auto row = static_cast<int>((number - 1) / cols), col = static_cast<int>((number - 1) % cols);
            map.score.at(row, col) = score - variant.scores[at];
            map.answer.at(row, col) = answer - variant.outputs[at];
        },
        keep_going);
    if (!done) return std::nullopt;
    return map;
}

}  // namespace convscope::nn
