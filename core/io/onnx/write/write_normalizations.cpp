#include "core/io/onnx/write/write_normalizations.h"

#include "core/base/text/translation.h"

namespace convscope::onnx {

using nn::Shape;
using Lengths = std::vector<std::int64_t>;

namespace {

/// Adds the product with gamma and the sum with beta, as far as the layer has them; the last operator gives the
/// layer's output.
void write_weights(const LayerWriter& w, std::string value, const nn::GroupedNormalization::Settings& settings) {
    const auto constant = [&](const char* name, std::size_t which) {
        const nn::Tensor& tensor = *w.node.weights[which];
        return aligned_constant(w, name, tensor.shape, tensor.values);
    };
    const std::string& name = w.node.name;
    if (settings.use_scale && settings.use_center) {
        const std::string scaled = w.graph.add_inner("Mul", {value, constant("gamma", 0)}, name + "/scaled");
        w.graph.add("Add", {scaled, constant("beta", 1)}, name);
    } else if (settings.use_scale || settings.use_center) {
        w.graph.add(settings.use_scale ? "Mul" : "Add", {value, constant(settings.use_scale ? "gamma" : "beta", 0)},
                    name);
    } else {
        w.graph.add("Identity", {value}, name);
    }
}

/// The file's axes along which the layer takes its statistics.
Lengths normalized_axes(const LayerWriter& w, bool rows, bool cols, bool channels) {
    const Shape& shape = w.node.shape;
    Lengths axes;
    if (rows && shape.rank() > 2) axes.push_back(file_axis(shape, shape.rank() - 3));
    if (cols && shape.rank() > 1) axes.push_back(file_axis(shape, shape.rank() - 2));
    if (channels) axes.push_back(file_axis(shape, shape.rank() - 1));
    return axes;
}

std::string constant_list(const LayerWriter& w, const char* name, std::int64_t count, float number) {
    return w.graph.floats(w.node.name + "/" + name, {count},
                          std::vector<float>(static_cast<std::size_t>(count), number));
}

Attributes number_attribute(const char* name, double value) {
    return {.lists = {}, .integers = {}, .numbers = {{name, static_cast<float>(value)}}, .texts = {}};
}

}  // namespace

std::string aligned_constant(const LayerWriter& w, const char* name, Shape shape, const std::vector<float>& values) {
    if (!w.node.shape.is_image()) return w.graph.floats(w.node.name + "/" + name, shape.axes, values);
    while (shape.rank() < 3) shape.axes.insert(shape.axes.begin(), 1);
    return w.graph.floats(w.node.name + "/" + name, {shape.axes[2], shape.axes[0], shape.axes[1]},
                          nn::exchanged(shape, values, {2, 0, 1}));
}

/// Opset 13 has no LayerNormalization: (x - mean) / sqrt(variance + epsilon), which the reader recognises.
void write_layer_normalization(const LayerWriter& w, const nn::LayerNormalization& layer) {
    const nn::LayerNormalization::Parameters& p = layer.parameters();
    const std::string& name = w.node.name;
    const Attributes axes{.lists = {{"axes", normalized_axes(w, p.rows, p.cols, p.channels)}}};
    const std::string mean = w.graph.add_inner("ReduceMean", {w.input()}, name + "/mean", axes);
    const std::string centred = w.graph.add_inner("Sub", {w.input(), mean}, name + "/centred");
    const std::string square = w.graph.add_inner("Mul", {centred, centred}, name + "/square");
    const std::string variance = w.graph.add_inner("ReduceMean", {square}, name + "/variance", axes);
    const std::string sum =
        w.graph.add_inner("Add", {variance, w.number("epsilon", static_cast<float>(p.epsilon))}, name + "/sum");
    const std::string root = w.graph.add_inner("Sqrt", {sum}, name + "/root");
    write_weights(w, w.graph.add_inner("Div", {centred, root}, name + "/normal"), layer.settings());
}

/// Opset 13 has no GroupNormalization: the groups become the channels of an InstanceNormalization.
void write_group_normalization(const LayerWriter& w, const nn::GroupNormalization& layer) {
    const Shape& shape = w.node.shape;
    if (!shape.is_image())
        throw nn::ShapeError(tr("normalises groups of a value that is not an image, which ONNX lacks"));
    const std::string& name = w.node.name;
    const std::int64_t channels = shape.channels();
    const std::int64_t groups = layer.parameters().groups == 0 ? channels : layer.parameters().groups;
    const std::string split = w.graph.reshaped(w.input(), {groups, shape.count() / groups}, name + "/groups");
    const std::string normal = w.graph.add_inner(
        "InstanceNormalization", {split, constant_list(w, "ones", groups, 1), constant_list(w, "zeros", groups, 0)},
        name + "/normal", number_attribute("epsilon", layer.parameters().epsilon));
    write_weights(w, w.graph.reshaped(normal, {channels, shape.rows(), shape.cols()}, name + "/image"),
                  layer.settings());
}

void write_unit_normalization(const LayerWriter& w, const nn::UnitNormalization& layer) {
    const nn::UnitNormalization::Parameters& p = layer.parameters();
    const Lengths axes = normalized_axes(w, p.rows, p.cols, p.channels);
    if (axes.size() != 1) throw nn::ShapeError(tr("normalises several axes together, which is not written to ONNX"));
    w.graph.add("LpNormalization", {w.input()}, w.node.name,
                {.lists = {}, .integers = {{"axis", axes.front()}, {"p", 2}}, .numbers = {}, .texts = {}});
}

void write_local_response_normalization(const LayerWriter& w, const nn::LocalResponseNormalization& layer) {
    const nn::LocalResponseNormalization::Parameters& p = layer.parameters();
    if (!w.node.shape.is_image())
        throw nn::ShapeError(tr("normalises a value that is not an image, which is not written to ONNX"));
    w.graph.add("LRN", {w.input()}, w.node.name,
                {.lists = {},
                 .integers = {{"size", p.size}},
                 .numbers = {{"alpha", static_cast<float>(p.alpha)},
                             {"beta", static_cast<float>(p.beta)},
                             {"bias", static_cast<float>(p.bias)}},
                 .texts = {}});
}

}  // namespace convscope::onnx
