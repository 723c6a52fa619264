#include "core/nn/input/picture_shape.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>

#include "core/nn/layers/shape/permute.h"

namespace convscope::nn {

namespace {

constexpr std::int64_t kMinSide = 2;           ///< of {rows, cols}
constexpr std::int64_t kMaxRatio = 8;          ///< of the longer side of {rows, cols} to the shorter
constexpr std::int64_t kMinFlattenedSide = 8;  ///< of {n}: scikit-learn's digits are 8 x 8

bool is_picture(const Shape& shape) {
    return shape.is_image() && (shape.channels() == 1 || shape.channels() == 3);
}

/// {k, k, channels} for k * k * channels values; nullopt where there is no such k, or too small a one.
std::optional<Shape> square(std::int64_t values, std::int64_t channels) {
    const std::int64_t pixels = values / channels;
    const std::int64_t side = std::llround(std::sqrt(static_cast<double>(pixels)));
    if (side < kMinFlattenedSide || side * side * channels != values) return std::nullopt;
    return Shape{side, side, channels};
}

/// True where the input's values are this picture's colours, one plane after the other.
bool is_planar(const Node& input, const Shape& picture) {
    if (!input.layout || input.declared_shape().rank() != 1 || picture.channels() != 3) return false;
    std::vector<std::int64_t> factors = input.layout->factors;
    std::erase(factors, Layout::kBatchAxis);
    return factors == std::vector{picture.channels(), picture.rows(), picture.cols()};
}

std::string free_name(const Model& model, const std::string& wanted) {
    std::string name = wanted;
    for (int i = 1; model.find(name); ++i) name = wanted + "_" + std::to_string(i);
    return name;
}

/// The model whose Input `planar` takes the picture pixel by pixel, and a Permute that puts it into planes.
Model with_planes(const Model& model, int planar, const Shape& picture) {
    ModelBuilder builder(model.info());
    std::vector<int> place(model.nodes().size());  // where each node's output now comes from
    int input = -1;
    for (int i = 0; i < model.size(); ++i) {
        const Node& node = model.node(i);
        std::vector<int> inputs;
        for (const int before : node.inputs) inputs.push_back(place[static_cast<std::size_t>(before)]);
        const int index = i == planar           ? builder.input(node.name, picture)
                          : node.inputs.empty() ? builder.input(node.name, node.declared_shape())
                                                : builder.add(node.name, node.layer, std::move(inputs), node.weights);
        builder.set_trainable(index, node.trainable);
        if (node.layout) builder.set_layout(index, *node.layout);
        place[static_cast<std::size_t>(i)] = index;
        if (i != planar) continue;
        input = index;
        Layout layout = *node.layout;
        std::rotate(layout.order.begin(), layout.order.begin() + 1, layout.order.end());  // rows, cols, colours
        builder.set_layout(index, std::move(layout));
        place[static_cast<std::size_t>(i)] = builder.add(
            free_name(model, node.name + "_planes"),
            std::make_shared<Permute>(Permute::Parameters{picture, {2, 0, 1}, Shape{picture.count()}}), {index});
    }
    std::vector<int> outputs;
    for (const int output : model.outputs()) outputs.push_back(place[static_cast<std::size_t>(output)]);
    const Model result = builder.build(std::move(outputs), model.output_names());
    return result.with_first_input(
        static_cast<std::size_t>(std::ranges::find(result.inputs(), input) - result.inputs().begin()));
}

}  // namespace

std::optional<Shape> picture_shape(const Shape& input) {
    if (is_picture(input)) return input;
    if (input.rank() == 2) {
        const auto [shorter, longer] = std::minmax(input.axes[0], input.axes[1]);
        if (shorter < kMinSide || longer > kMaxRatio * shorter) return std::nullopt;
        return Shape{input.axes[0], input.axes[1], 1};
    }
    if (input.rank() != 1) return std::nullopt;
    const std::optional<Shape> grey = square(input.count(), 1);
    return grey ? grey : square(input.count(), 3);
}

std::vector<std::size_t> picture_inputs(const Model& model) {
    std::vector<std::size_t> images, others;
    for (std::size_t i = 0; i < model.inputs().size(); ++i) {
        const Shape& declared = model.node(model.inputs()[i]).declared_shape();
        if (is_picture(declared))
            images.push_back(i);
        else if (picture_shape(declared))
            others.push_back(i);
    }
    return images.empty() ? others : images;
}

Model with_picture_input(const Model& model) {
    const std::vector<std::size_t> takers = picture_inputs(model);
    const bool taken = !takers.empty() && takers.front() == 0;
    Model result = model;
    for (const int input : model.inputs()) {
        const Shape declared = result.node(input).declared_shape();
        const bool first = taken && input == model.inputs().front();
        Shape shape = first ? *picture_shape(declared) : declared;
        if (shape != result.node(input).shape) result = result.with_input_seen_as(input, std::move(shape));
    }
    const int first = result.inputs().front();
    const Node& node = result.node(first);
    return is_planar(node, node.shape) ? with_planes(result, first, node.shape) : result;
}

}  // namespace convscope::nn
