#include "core/nn/attribution/contribution.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "core/nn/inspect/classes.h"

namespace convscope::nn {

namespace {

std::size_t channels_of(const ScoreGradient& gradient, int node) {
    return static_cast<std::size_t>(gradient.model().node(node).shape.channels());
}

/// For each node: true if it is `start` or depends on it.
std::vector<bool> descendants(const Model& model, int start) {
    std::vector<bool> depends(static_cast<std::size_t>(model.size()));
    depends[static_cast<std::size_t>(start)] = true;
    for (int i = start + 1; i < model.size(); ++i)
        depends[static_cast<std::size_t>(i)] = std::ranges::any_of(
            model.node(i).inputs, [&](int input) { return depends[static_cast<std::size_t>(input)]; });
    return depends;
}

/// The pre-activation of a layer whose inputs are all 0. For layers with multiply-adds this is the bias; other layers
/// are run on zeros.
std::vector<float> constant_part(const Model& model, int index) {
    const Node& node = model.node(index);
    const std::vector<Shape> shapes = model.input_shapes(index);
    std::vector<float> constant(static_cast<std::size_t>(node.shape.count()));
    if (node.layer->multiply_adds(shapes) > 0) {
        const std::vector<WeightSpec> specs = node.layer->weights(shapes);
        const auto bias = std::ranges::find(specs, "bias", &WeightSpec::name);
        if (bias == specs.end()) return constant;
        const std::vector<float>& values = node.weights[static_cast<std::size_t>(bias - specs.begin())]->values;
        for (std::size_t i = 0; i < constant.size(); ++i) constant[i] = values[i % values.size()];
        return constant;
    }
    std::vector<std::vector<float>> zeros;
    std::vector<std::span<const float>> inputs, weights;
    zeros.reserve(shapes.size());
    for (const Shape& shape : shapes) inputs.emplace_back(zeros.emplace_back(static_cast<std::size_t>(shape.count())));
    for (const SharedTensor& weight : node.weights) weights.emplace_back(weight->values);
    node.layer->forward(
        {.input_shapes = shapes, .inputs = inputs, .weights = weights, .output_shape = node.shape, .output = constant});
    return constant;
}

/// An image with one pixel for each place of the node; value(place) is called in row-major order.
FloatImage image_of_places(const Shape& shape, const std::function<double(std::size_t)>& value) {
    FloatImage image({static_cast<int>(shape.rows()), static_cast<int>(shape.cols())});
    std::size_t place = 0;
    for (int row = 0; row < image.rows(); ++row)
        for (int col = 0; col < image.cols(); ++col) image.at(row, col) = static_cast<float>(value(place++));
    return image;
}

double dot(std::span<const float> a, std::span<const float> b) {
    return std::transform_reduce(a.begin(), a.end(), b.begin(), 0.0, std::plus<>(), [](float x, float y) {
        const double product = double{x} * double{y};
        return std::isfinite(product) ? product : 0;
    });
}

}  // namespace

std::optional<int> last_node_with_places(const Model& model) {
    for (int i = score_node(model); i >= 0; --i) {
        const Node& node = model.node(i);
        if (node.shape.is_image() && node.shape.rows() * node.shape.cols() > 1) return i;
    }
    return std::nullopt;
}

FloatImage contribution_map(const ScoreGradient& gradient, int node) {
    const std::size_t channels = channels_of(gradient, node);
    const std::span<const float> values = gradient.activation(node), slopes = gradient.gradient(node);
    return image_of_places(gradient.model().node(node).shape, [&](std::size_t place) {
        return dot(values.subspan(place * channels, channels), slopes.subspan(place * channels, channels));
    });
}

std::vector<float> channel_contributions(const ScoreGradient& gradient, int node) {
    const std::size_t channels = channels_of(gradient, node);
    const std::span<const float> values = gradient.activation(node), slopes = gradient.gradient(node);
    std::vector<double> sums(channels);
    for (std::size_t i = 0; i < values.size(); ++i) sums[i % channels] += double{values[i]} * double{slopes[i]};
    return {sums.begin(), sums.end()};
}

FloatImage grad_cam(const ScoreGradient& gradient, int node) {
    const Shape& shape = gradient.model().node(node).shape;
    const std::size_t channels = channels_of(gradient, node);
    const std::span<const float> values = gradient.activation(node), slopes = gradient.gradient(node);
    std::vector<double> means(channels);
    for (std::size_t i = 0; i < slopes.size(); ++i)
        means[i % channels] += double{slopes[i]} / static_cast<double>(shape.rows() * shape.cols());
    return image_of_places(shape, [&](std::size_t place) {
        double sum = 0;
        for (std::size_t c = 0; c < channels; ++c) sum += means[c] * double{values[place * channels + c]};
        return sum;
    });
}

FloatImage saliency(const ScoreGradient& gradient) {
    const int input = gradient.model().inputs().front();
    const std::size_t channels = channels_of(gradient, input);
    const std::span<const float> slopes = gradient.gradient(input);
    return image_of_places(gradient.model().node(input).shape, [&](std::size_t place) {
        return double{std::ranges::max(slopes.subspan(place * channels, channels), {},
                                       [](float slope) { return std::abs(slope); })};
    });
}

ScoreBalance score_balance(const ScoreGradient& gradient, int node) {
    const Model& model = gradient.model();
    ScoreBalance balance{.score = gradient.score(),
                         .contributions = dot(gradient.activation(node), gradient.gradient(node))};
    const std::vector<bool> depends = descendants(model, node);
    for (int i = node + 1; i < model.size(); ++i)
        if (depends[static_cast<std::size_t>(i)])
            balance.biases += dot(gradient.pre_activation_gradient(i), constant_part(model, i));
    balance.rest = balance.score - balance.contributions - balance.biases;
    return balance;
}

}  // namespace convscope::nn
