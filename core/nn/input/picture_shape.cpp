#include "core/nn/input/picture_shape.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>

#include "core/nn/layers/shape/permute.h"

namespace convscope::nn {

namespace {

constexpr std::int64_t kMinSide = 2;           ///< smallest side of {rows, cols}
constexpr std::int64_t kMaxRatio = 8;          ///< largest ratio of the longer side of {rows, cols} to the shorter
constexpr std::int64_t kMinFlattenedSide = 8;  ///< smallest side for {n}: scikit-learn's digits are 8 x 8

bool is_picture(const Shape& shape) {
    return shape.is_image() && (shape.channels() == 1 || shape.channels() == 3);
}

/// {k, k, channels} for k * k * channels values; nullopt if there is no such k or it is below kMinFlattenedSide.
std::optional<Shape> square(std::int64_t values, std::int64_t channels) {
    const std::int64_t pixels = values / channels;
    const std::int64_t side = std::llround(std::sqrt(static_cast<double>(pixels)));
    if (side < kMinFlattenedSide || side * side * channels != values) return std::nullopt;
    return Shape{side, side, channels};
}

/// True if the input's values are the colours of this picture, one plane after the other.
bool is_planar(const Node& input, const Shape& picture) {
    if (!input.layout || input.declared_shape().rank() != 1 || picture.channels() != 3) return false;
    std::vector<std::int64_t> factors = input.layout->factors;
    std::erase(factors, Layout::kBatchAxis);
    return factors == std::vector{picture.channels(), picture.rows(), picture.cols()};
}

/// A name that no layer of the model has: `prefix`, if necessary with a number.
std::string free_name(const Model& model, const std::string& prefix) {
    std::string name = prefix;
    for (int i = 1; model.find(name); ++i) name = prefix + "_" + std::to_string(i);
    return name;
}

/// The model with an Input `planar` that takes the picture pixel by pixel, and a Permute after it that reorders the
/// values into colour planes.
Model with_planes(const Model& model, int planar, const Shape& picture) {
    ModelBuilder builder(model.info());
    std::vector<int> new_node(model.nodes().size());  // for each old node, the new node that gives its output
    int input = -1;
    for (int i = 0; i < model.size(); ++i) {
        const Node& node = model.node(i);
        std::vector<int> inputs;
        for (const int old_input : node.inputs) inputs.push_back(new_node[static_cast<std::size_t>(old_input)]);
        const int index = i == planar           ? builder.input(node.name, picture)
                          : node.inputs.empty() ? builder.input(node.name, node.declared_shape())
                                                : builder.add(node.name, node.layer, std::move(inputs), node.weights);
        builder.set_trainable(index, node.trainable);
        if (node.layout) builder.set_layout(index, *node.layout);
        new_node[static_cast<std::size_t>(i)] = index;
        if (i != planar) continue;
        input = index;
        Layout layout = *node.layout;
        std::rotate(layout.order.begin(), layout.order.begin() + 1, layout.order.end());  // rows, cols, colours
        builder.set_layout(index, std::move(layout));
        new_node[static_cast<std::size_t>(i)] = builder.add(
            free_name(model, node.name + "_planes"),
            std::make_shared<Permute>(Permute::Parameters{picture, {2, 0, 1}, Shape{picture.count()}}), {index});
    }
    std::vector<int> outputs;
    for (const int output : model.outputs()) outputs.push_back(new_node[static_cast<std::size_t>(output)]);
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

std::optional<std::size_t> default_picture_input(const Model& model) {
    const std::vector<std::size_t> candidates = picture_inputs(model);
    if (candidates.empty()) return std::nullopt;
    const Shape& input = model.node(model.inputs()[candidates.front()]).declared_shape();
    const Shape& output = model.node(model.outputs().front()).shape;
    const std::optional<Shape> made = output.is_image() ? output : picture_shape(output);
    const auto pixels = [](const Shape& picture) { return picture.rows() * picture.cols(); };
    if (input.rank() == 1 && made && pixels(*made) > pixels(*picture_shape(input))) return std::nullopt;
    return candidates.front();
}

bool takes_picture(const Model& model) {
    return is_picture(model.node(model.inputs().front()).shape);
}

Model with_declared_inputs(const Model& model) {
    Model result = model;
    for (const int input : model.inputs())
        if (const Shape declared = result.node(input).declared_shape(); declared != result.node(input).shape)
            result = result.with_input_shape(input, declared);
    return result;
}

Model with_picture_input(const Model& model) {
    const std::vector<std::size_t> candidates = picture_inputs(model);
    const bool takes_picture = !candidates.empty() && candidates.front() == 0;
    Model result = model;
    for (const int input : model.inputs()) {
        const Shape declared = result.node(input).declared_shape();
        const bool first = takes_picture && input == model.inputs().front();
        Shape shape = first ? *picture_shape(declared) : declared;
        if (shape != result.node(input).shape) result = result.with_input_shape(input, std::move(shape));
    }
    const int first = result.inputs().front();
    const Node& node = result.node(first);
    return is_planar(node, node.shape) ? with_planes(result, first, node.shape) : result;
}

}  // namespace convscope::nn
