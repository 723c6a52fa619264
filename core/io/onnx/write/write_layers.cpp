#include "core/io/onnx/write/write_layers.h"

#include <algorithm>

#include "core/base/text/translation.h"
#include "core/io/onnx/write/write_activations.h"
#include "core/io/onnx/write/write_normalizations.h"
#include "core/io/onnx/write/write_rearranging.h"
#include "core/nn/layers/channels/dense.h"
#include "core/nn/layers/merge/merge.h"
#include "core/nn/layers/pointwise/activation_layer.h"
#include "core/nn/layers/pointwise/batch_normalization.h"
#include "core/nn/layers/pointwise/dropout.h"
#include "core/nn/layers/pointwise/prelu.h"
#include "core/nn/layers/pointwise/quantization.h"
#include "core/nn/layers/pointwise/rescaling.h"
#include "core/nn/layers/pointwise/scale.h"
#include "core/nn/layers/shape/cropping2d.h"
#include "core/nn/layers/shape/flatten.h"
#include "core/nn/layers/shape/reshape.h"
#include "core/nn/layers/window/conv2d.h"
#include "core/nn/layers/window/conv2d_transpose.h"
#include "core/nn/layers/window/global_pooling2d.h"
#include "core/nn/layers/window/pooling2d.h"

namespace convscope::onnx {

using nn::Shape;

namespace {

using Lengths = std::vector<std::int64_t>;
using Names = std::vector<std::string>;

/// Adds the operator that computes the layer's pre-activation, then the activation.
void write_with_activation(const LayerWriter& w, const char* kind, const Names& inputs, const Attributes& attributes) {
    const std::string pre_activation = w.graph.add(kind, inputs, w.pre_activation(), attributes, w.node.name);
    if (!w.node.layer->activation().is_linear()) write_activation(w, pre_activation);
}

/// Strides, dilation and padding. The padding is always written as numbers: not every reader supports auto_pad.
Attributes window_attributes(const nn::Window& window, const nn::WindowAxes& axes) {
    Attributes attributes{.lists = {{"kernel_shape", {window.rows, window.cols}},
                                    {"strides", {window.row_stride, window.col_stride}},
                                    {"pads", {axes.rows.before, axes.cols.before, axes.rows.after, axes.cols.after}}}};
    if (window.row_dilation != 1 || window.col_dilation != 1)
        attributes.lists.emplace_back("dilations", Lengths{window.row_dilation, window.col_dilation});
    return attributes;
}

void write_conv2d(const LayerWriter& w, const nn::Conv2D::Parameters& p) {
    Attributes attributes = window_attributes(p.window, axes_of(p.window, w.shape()));
    attributes.integers = {{"group", p.groups}};
    Names inputs{w.input(), w.weight("kernel", 0, {3, 2, 0, 1})};
    if (p.use_bias) inputs.push_back(w.weight("bias", 1));
    write_with_activation(w, "Conv", inputs, attributes);
}

void write_conv2d_transpose(const LayerWriter& w, const nn::Conv2DTranspose::Parameters& p) {
    const nn::WindowAxes axes = axes_of(p.window, w.node.shape);
    Attributes attributes = window_attributes(p.window, axes);
    // The output's rows and columns after the last window: of a stride larger than the window, or of output_padding.
    const auto uncovered = [](const nn::WindowAxis& axis) {
        return axis.input + axis.before + axis.after - (axis.output - 1) * axis.stride - axis.extent();
    };
    attributes.lists.emplace_back("output_padding", Lengths{uncovered(axes.rows), uncovered(axes.cols)});
    if (p.groups > 1) attributes.integers = {{"group", p.groups}};
    Names inputs{w.input(), w.weight("kernel", 0, {3, 2, 0, 1})};
    if (p.use_bias) inputs.push_back(w.weight("bias", 1));
    write_with_activation(w, "ConvTranspose", inputs, attributes);
}

/// Writes a Gemm for a vector, and a MatMul along the last axis for other values.
void write_dense(const LayerWriter& w, const nn::Dense::Parameters& p) {
    const nn::Tensor& kernel = *w.node.weights[0];
    std::string weights;
    const Shape& image = w.graph.flattened_image(w.node.inputs.front());
    if (image.rank() == 3) {
        const Shape view{image.axes[0], image.axes[1], image.axes[2], p.units};
        weights = w.graph.floats(w.node.name + "/kernel", kernel.shape.axes,
                                 nn::exchanged(view, kernel.values, {2, 0, 1, 3}));
    } else {
        weights = w.weight("kernel", 0);
    }
    if (w.shape().rank() == 1) {
        Names inputs{w.input(), weights};
        if (p.use_bias) inputs.push_back(w.weight("bias", 1));
        return write_with_activation(w, "Gemm", inputs, {});
    }
    const std::string name = w.node.name;
    std::string value =
        w.graph.add_inner("MatMul", {w.graph.channels_last(w.input(), w.shape()), weights}, name + "/product");
    if (p.use_bias) value = w.graph.add_inner("Add", {value, w.weight("bias", 1)}, name + "/sum");
    const Attributes channels_first{.lists = {{"perm", {0, 3, 1, 2}}}};
    if (w.node.shape.is_image()) return write_with_activation(w, "Transpose", {value}, channels_first);
    write_with_activation(w, "Identity", {value}, {});
}

void write_pooling(const LayerWriter& w, const nn::Pooling& pooling, const nn::Window& window) {
    const bool maximum = pooling.kind() == nn::Pooling::Kind::maximum;
    Attributes attributes = window_attributes(window, pooling.windows(w.shape()));
    if (!maximum && (window.row_dilation != 1 || window.col_dilation != 1))
        throw nn::ShapeError(tr("is dilated, which ONNX has since opset 19 only"));
    if (window.ceil_mode) attributes.integers.emplace_back("ceil_mode", 1);
    if (!maximum) attributes.integers.emplace_back("count_include_pad", pooling.count_padding() ? 1 : 0);
    w.graph.add(maximum ? "MaxPool" : "AveragePool", {w.input()}, w.node.name, attributes);
}

void write_global_pooling(const LayerWriter& w, const nn::GlobalPooling& pooling) {
    const char* const kind = pooling.kind() == nn::Pooling::Kind::maximum ? "GlobalMaxPool" : "GlobalAveragePool";
    if (pooling.keepdims()) {
        w.graph.add(kind, {w.input()}, w.node.name);
        return;
    }
    const std::string pixel = w.graph.add_inner(kind, {w.input()}, w.node.name + "/pixel");
    w.graph.add("Flatten", {pixel}, w.node.name);
}

void write_batch_normalization(const LayerWriter& w, const nn::BatchNormalization::Parameters& p) {
    const Lengths shape = w.node.weights[0]->shape.axes;
    const auto count = static_cast<std::size_t>(shape.front());
    std::size_t next = 0;
    const std::string scale = p.use_scale ? w.weight("gamma", next++)
                                          : w.graph.floats(w.node.name + "/gamma", shape, std::vector<float>(count, 1));
    const std::string center = p.use_center
                                   ? w.weight("beta", next++)
                                   : w.graph.floats(w.node.name + "/beta", shape, std::vector<float>(count, 0));
    const std::string mean = w.weight("mean", next), variance = w.weight("variance", next + 1);
    const Attributes settings{
        .lists = {},
        .integers = {},
        .numbers = {{"epsilon", static_cast<float>(p.epsilon)}, {"momentum", static_cast<float>(p.momentum)}},
        .texts = {}};
    if (w.shape().rank() != 2) {
        w.graph.add("BatchNormalization", {w.input(), scale, center, mean, variance}, w.node.name, settings);
        return;
    }
    const Attributes swapped{.lists = {{"perm", {0, 2, 1}}}};
    const std::string x = w.graph.add_inner("Transpose", {w.input()}, w.node.name + "/channels_first", swapped);
    const std::string y =
        w.graph.add_inner("BatchNormalization", {x, scale, center, mean, variance}, w.node.name + "/normal", settings);
    w.graph.add("Transpose", {y}, w.node.name, swapped);
}

std::string aligned_numbers(const LayerWriter& w, const char* name, const std::vector<float>& values) {
    if (values.size() == 1) return w.number(name, values.front());
    return aligned_constant(w, name, {static_cast<std::int64_t>(values.size())}, values);
}

void write_rescaling(const LayerWriter& w, const nn::Rescaling::Parameters& p) {
    const std::string scaled =
        w.graph.add_inner("Mul", {w.input(), aligned_numbers(w, "scale", p.scale)}, w.node.name + "/scaled");
    w.graph.add("Add", {scaled, aligned_numbers(w, "offset", p.offset)}, w.node.name);
}

void write_scale(const LayerWriter& w, const nn::Scale::Parameters& p) {
    const auto constant = [&](const char* name, std::size_t which) {
        return aligned_constant(w, name, p.shape, w.node.weights[which]->values);
    };
    if (!p.use_offset) {
        w.graph.add("Mul", {w.input(), constant("scale", 0)}, w.node.name);
        return;
    }
    std::string value = w.input();
    if (p.use_scale) value = w.graph.add_inner("Mul", {value, constant("scale", 0)}, w.node.name + "/scaled");
    w.graph.add("Add", {value, constant("offset", p.use_scale ? 1 : 0)}, w.node.name);
}

/// The levels must be those of INT8 or UINT8, the only types that QuantizeLinear of opset 13 has.
void write_quantization(const LayerWriter& w, const nn::Quantization::Parameters& p) {
    const bool is_signed = p.low == -128 && p.high == 127;
    if (!is_signed && (p.low != 0 || p.high != 255))
        throw nn::ShapeError(tr("has levels that are neither -128 to 127 nor 0 to 255, which is not written to ONNX"));
    const std::size_t count = std::max(p.scale.size(), p.zero_point.size());
    const auto repeated = [count](std::vector<float> numbers) {
        numbers.resize(count, numbers.front());
        return numbers;
    };
    const Lengths dims = count == 1 ? Lengths{} : Lengths{static_cast<std::int64_t>(count)};
    const std::string scale = w.graph.floats(w.node.name + "/scale", dims, repeated(p.scale));
    const std::string zero = w.graph.bytes(w.node.name + "/zero_point", dims, repeated(p.zero_point), is_signed);
    const Attributes axis{.lists = {},
                          .integers = {{"axis", file_axis(w.node.shape, w.node.shape.rank() - 1)}},
                          .numbers = {},
                          .texts = {}};
    const std::string levels =
        w.graph.add_inner("QuantizeLinear", {w.input(), scale, zero}, w.node.name + "/levels", axis);
    w.graph.add("DequantizeLinear", {levels, scale, zero}, w.node.name, axis);
}

void write_dropout(const LayerWriter& w, double rate) {
    w.graph.flattened_image(w.index) = w.graph.flattened_image(w.node.inputs.front());
    w.graph.add("Dropout", {w.input(), w.number("ratio", static_cast<float>(rate))}, w.node.name);
}

void write_kind(const LayerWriter& w) {
    const nn::Layer& layer = *w.node.layer;
    if (const auto* l = dynamic_cast<const nn::Conv2D*>(&layer)) return write_conv2d(w, l->parameters());
    if (const auto* l = dynamic_cast<const nn::Conv2DTranspose*>(&layer))
        return write_conv2d_transpose(w, l->parameters());
    if (const auto* l = dynamic_cast<const nn::Dense*>(&layer)) return write_dense(w, l->parameters());
    if (const auto* l = dynamic_cast<const nn::MaxPooling2D*>(&layer)) return write_pooling(w, *l, l->window());
    if (const auto* l = dynamic_cast<const nn::AveragePooling2D*>(&layer)) return write_pooling(w, *l, l->window());
    if (const auto* l = dynamic_cast<const nn::GlobalPooling*>(&layer)) return write_global_pooling(w, *l);
    if (const auto* l = dynamic_cast<const nn::BatchNormalization*>(&layer))
        return write_batch_normalization(w, l->parameters());
    if (const auto* l = dynamic_cast<const nn::LayerNormalization*>(&layer)) return write_layer_normalization(w, *l);
    if (const auto* l = dynamic_cast<const nn::GroupNormalization*>(&layer)) return write_group_normalization(w, *l);
    if (const auto* l = dynamic_cast<const nn::UnitNormalization*>(&layer)) return write_unit_normalization(w, *l);
    if (const auto* l = dynamic_cast<const nn::LocalResponseNormalization*>(&layer))
        return write_local_response_normalization(w, *l);
    if (const auto* l = dynamic_cast<const nn::Rescaling*>(&layer)) return write_rescaling(w, l->parameters());
    if (const auto* l = dynamic_cast<const nn::Quantization*>(&layer)) return write_quantization(w, l->parameters());
    if (const auto* l = dynamic_cast<const nn::Scale*>(&layer)) return write_scale(w, l->parameters());
    if (const auto* l = dynamic_cast<const nn::PReLU*>(&layer)) {
        const std::string slopes = aligned_constant(w, "alpha", l->slopes(), w.node.weights[0]->values);
        w.graph.add("PRelu", {w.input(), slopes}, w.node.name);
        return;
    }
    if (const auto* l = dynamic_cast<const nn::Concatenate*>(&layer)) return write_concatenate(w, *l);
    if (const auto* l = dynamic_cast<const nn::Permute*>(&layer)) return write_permute(w, l->parameters());
    if (const auto* l = dynamic_cast<const nn::ZeroPadding2D*>(&layer)) return write_padding(w, *l);
    if (const auto* l = dynamic_cast<const nn::Cropping2D*>(&layer)) return write_cropping(w, l->border());
    if (const auto* l = dynamic_cast<const nn::Resizing*>(&layer)) return write_resizing(w, l->parameters());
    if (const auto* l = dynamic_cast<const nn::Take*>(&layer)) return write_take(w, l->parameters());
    if (const auto* l = dynamic_cast<const nn::UpSampling2D*>(&layer)) return write_up_sampling(w, l->parameters());
    if (const auto* l = dynamic_cast<const nn::Dropout*>(&layer)) return write_dropout(w, l->rate());
    if (dynamic_cast<const nn::Flatten*>(&layer) != nullptr) return write_flatten(w);
    if (dynamic_cast<const nn::Reshape*>(&layer) != nullptr) return write_reshape(w);
    if (dynamic_cast<const nn::Merge*>(&layer) != nullptr) return write_merge(w);
    if (dynamic_cast<const nn::ActivationLayer*>(&layer) == nullptr)
        throw nn::ShapeError(tr("is of a kind that cannot be written as ONNX yet"));
    w.graph.flattened_image(w.index) = w.graph.flattened_image(w.node.inputs.front());
    write_activation(w, w.input());
}

}  // namespace

void write_layer(GraphBuilder& builder, int index) {
    const nn::Node& node = builder.node(index);
    if (node.inputs.empty()) return;
    try {
        write_kind({builder, index, node});
    } catch (const nn::ShapeError& error) {
        throw nn::ModelError(node.name, node.display_name.kind, error.what());
    }
}

}  // namespace convscope::onnx
