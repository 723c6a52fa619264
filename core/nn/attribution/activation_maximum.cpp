#include "core/nn/attribution/activation_maximum.h"

#include <algorithm>
#include <cmath>

#include "core/base/random.h"
#include "core/nn/attribution/edited_plan.h"

namespace convscope::nn {

namespace {

/// Moves the picture down and to the right, cyclically: pixels that leave at one side come back at the other.
std::vector<float> rolled(const Shape& shape, std::span<const float> picture, std::int64_t down, std::int64_t right) {
    const auto wrapped = [](std::int64_t at, std::int64_t length) { return ((at % length) + length) % length; };
    std::vector<float> out(picture.size());
    const auto channels = static_cast<std::size_t>(shape.channels());
    for (std::int64_t row = 0; row < shape.rows(); ++row)
        for (std::int64_t col = 0; col < shape.cols(); ++col) {
            const std::int64_t from =
                wrapped(row - down, shape.rows()) * shape.cols() + wrapped(col - right, shape.cols());
            std::ranges::copy(picture.subspan(static_cast<std::size_t>(from) * channels, channels),
                              out.begin() + (row * shape.cols() + col) * shape.channels());
        }
    return out;
}

/// For each value: the mean of the neighbouring pixels minus the value itself. `reach` 4 takes the pixels above, below,
/// left and right; 9 takes all 3 x 3 pixels. Neighbours outside the picture are left out.
std::vector<float> towards_neighbours(const Shape& shape, std::span<const float> picture, int reach) {
    std::vector<float> out(picture.size());
    const std::int64_t channels = shape.channels();
    for (std::int64_t i = 0; i < std::ssize(out); ++i) {
        const std::int64_t row = i / channels / shape.cols(), col = i / channels % shape.cols();
        double sum = 0;
        int count = 0;
        for (std::int64_t r = std::max<std::int64_t>(row - 1, 0); r <= std::min(row + 1, shape.rows() - 1); ++r)
            for (std::int64_t c = std::max<std::int64_t>(col - 1, 0); c <= std::min(col + 1, shape.cols() - 1); ++c) {
                if (reach == 4 && (r == row) == (c == col)) continue;
                sum += double{picture[static_cast<std::size_t>((r * shape.cols() + c) * channels + i % channels)]};
                ++count;
            }
        const auto here = static_cast<std::size_t>(i);
        out[here] = count > 0 ? static_cast<float>(sum / count) - picture[here] : 0;
    }
    return out;
}

double root_mean_square(std::span<const float> values) {
    double sum = 0;
    for (const float value : values) sum += double{value} * double{value};
    return std::sqrt(sum / static_cast<double>(values.size()));
}

}  // namespace

ActivationMaximum::ActivationMaximum(const Model& model, const Edits& edits, int node, std::int64_t channel,
                                     const MaximumOptions& options)
    : plan_(edited_plan(model.up_to(node), edits, 1, Plan::Purpose::gradients)),
      node_(node),
      channel_(channel),
      options_(options),
      shape_(model.node(model.inputs().front()).shape),
      input_(static_cast<std::size_t>(shape_.count())) {
    const Preprocessing& preprocessing = model.info().preprocessing;
    for (std::int64_t c = 0; c < shape_.channels(); ++c) {
        const std::size_t colour = preprocessing.colour(c);
        const float black = preprocessing.offset.at(colour);
        const float white = black + 255 * preprocessing.scale.at(colour);
        low_.push_back(std::min(black, white));
        high_.push_back(std::max(black, white));
    }
    for (std::size_t i = 0; i < input_.size(); ++i) {
        const std::size_t c = i % low_.size();
        input_[i] = low_[c] + (high_[c] - low_[c]) * (0.4F + 0.2F * random_unit(options.seed, i));
    }
}

void ActivationMaximum::step() {
    const auto shift = [this](std::uint64_t purpose) {
        const auto shifts = static_cast<std::uint64_t>(2 * options_.jitter + 1);
        const std::uint64_t bits = random_bits(random_bits(options_.seed, purpose), static_cast<std::uint64_t>(steps_));
        return static_cast<std::int64_t>(bits % shifts) - options_.jitter;
    };
    const std::int64_t down = shift(1), right = shift(2);
    plan_.set_input(0, rolled(shape_, input_, down, right));
    plan_.run();
    const std::span<float> gradient = plan_.pre_activation_gradient(node_);
    const auto channels = static_cast<std::size_t>(plan_.model().node(node_).shape.channels());
    const std::size_t place_count = gradient.size() / channels;
    const auto places = static_cast<float>(place_count);
    std::ranges::fill(gradient, 0.F);
    double sum = 0;
    for (std::size_t i = static_cast<std::size_t>(channel_); i < gradient.size(); i += channels) {
        gradient[i] = 1 / places;
        sum += double{plan_.pre_activation(node_)[i]};
    }
    value_ = static_cast<float>(sum) / places;
    plan_.backward();
    std::vector<float> slopes =
        rolled(shape_, plan_.activation_gradient(plan_.model().inputs().front()), -down, -right);
    const double length = root_mean_square(slopes);
    const std::vector<float> smoother = towards_neighbours(shape_, input_, 4);
    for (std::size_t i = 0; i < input_.size(); ++i) {
        const std::size_t c = i % low_.size();
        const float range = high_[c] - low_[c];
        const float ascent = length > 0 ? options_.rate * range * slopes[i] / static_cast<float>(length) : 0;
        input_[i] = std::clamp(input_[i] + ascent + options_.smoothness * smoother[i], low_[c], high_[c]);
    }
    if (options_.blur > 0) {
        const std::vector<float> mean = towards_neighbours(shape_, input_, 9);
        for (std::size_t i = 0; i < input_.size(); ++i) input_[i] += options_.blur * mean[i];
    }
    ++steps_;
}

}  // namespace convscope::nn
