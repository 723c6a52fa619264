#include "core/io/keras/write/write_layer_class.h"

#include <optional>

#include "core/base/text/translation.h"
#include "core/io/keras/activation.h"
#include "core/nn/layers/channels/dense.h"
#include "core/nn/layers/merge/concatenate.h"
#include "core/nn/layers/normalization/group_normalization.h"
#include "core/nn/layers/normalization/layer_normalization.h"
#include "core/nn/layers/normalization/normalization.h"
#include "core/nn/layers/normalization/unit_normalization.h"
#include "core/nn/layers/pointwise/activation_layer.h"
#include "core/nn/layers/pointwise/batch_normalization.h"
#include "core/nn/layers/pointwise/dropout.h"
#include "core/nn/layers/pointwise/prelu.h"
#include "core/nn/layers/pointwise/rescaling.h"
#include "core/nn/layers/shape/cropping2d.h"
#include "core/nn/layers/shape/permute.h"
#include "core/nn/layers/shape/reshape.h"
#include "core/nn/layers/shape/resizing.h"
#include "core/nn/layers/shape/up_sampling2d.h"
#include "core/nn/layers/shape/zero_padding2d.h"
#include "core/nn/layers/window/conv2d.h"
#include "core/nn/layers/window/conv2d_transpose.h"
#include "core/nn/layers/window/global_pooling2d.h"
#include "core/nn/layers/window/pooling2d.h"

namespace convscope::keras {

using nlohmann::json;

namespace {

using Shapes = std::span<const nn::Shape>;
const char* const kDataFormat = "channels_last";

/// Size, strides and padding under Keras's names; `size_key` is Keras's name for the size.
json window_config(const nn::Window& window, const char* size_key) {
    const bool borderless = window.border == nn::Border();
    if ((window.padding == nn::Padding::explicit_ && !borderless) || window.ceil_mode)
        throw nn::ShapeError(tr("has a padding that Keras lacks (neither valid nor same)"));
    return {{size_key, {window.rows, window.cols}},
            {"strides", {window.row_stride, window.col_stride}},
            {"padding", window.padding == nn::Padding::same ? "same" : "valid"},
            {"data_format", kDataFormat}};
}

/// Puts the activation into the settings if Keras has a word for it, else into separate_activation.
ClassConfig with_activation(ClassConfig layer, const nn::Activation& activation) {
    const std::string_view word = activation_word(activation);
    layer.config["activation"] = word.empty() ? "linear" : word;
    if (word.empty()) layer.separate_activation = activation;
    return layer;
}

ClassConfig write_conv2d(const nn::Conv2D::Parameters& p, Shapes inputs) {
    const std::int64_t channels = inputs.front().channels();
    json config = window_config(p.window, "kernel_size");
    config["dilation_rate"] = {p.window.row_dilation, p.window.col_dilation};
    config["use_bias"] = p.use_bias;
    if (p.groups > 1 && p.groups == channels) {
        config["depth_multiplier"] = p.filters / channels;
        return with_activation({"DepthwiseConv2D", std::move(config), {}}, p.activation);
    }
    config["filters"] = p.filters;
    // Keras has had `groups` since 2.3.
    if (p.groups > 1) config["groups"] = p.groups;
    return with_activation({"Conv2D", std::move(config), {}}, p.activation);
}

ClassConfig write_pooling(const nn::Pooling& pooling, const nn::Window& window) {
    if (pooling.count_padding() && window.padding == nn::Padding::same)
        throw nn::ShapeError(tr("counts the padding in its means, which Keras does not"));
    if (window.row_dilation != 1 || window.col_dilation != 1) throw nn::ShapeError(tr("is dilated, which Keras lacks"));
    return {std::string(pooling.type()), window_config(window, "pool_size"), {}};
}

ClassConfig write_global_pooling(const nn::GlobalPooling& layer) {
    json config{{"data_format", kDataFormat}};
    // Keras has had `keepdims` since 2.6.
    if (layer.keepdims()) config["keepdims"] = true;
    return {std::string(layer.type()), std::move(config), {}};
}

ClassConfig write_conv2d_transpose(const nn::Conv2DTranspose::Parameters& p) {
    if (p.groups > 1) throw nn::ShapeError(tr("is a transposed convolution in groups, which Keras lacks"));
    json config = window_config(p.window, "kernel_size");
    config["dilation_rate"] = {p.window.row_dilation, p.window.col_dilation};
    config["use_bias"] = p.use_bias;
    config["filters"] = p.filters;
    if (p.row_padding || p.col_padding)
        config["output_padding"] = {p.row_padding.value_or(0), p.col_padding.value_or(0)};
    return with_activation({"Conv2DTranspose", std::move(config), {}}, p.activation);
}

/// shared_axes are the axes along which all values share a slope; the batch is axis 0.
ClassConfig write_prelu(const nn::PReLU& layer) {
    json shared = json::array();
    for (std::size_t i = 0; i < layer.slopes().rank(); ++i)
        if (layer.slopes().axes[i] == 1) shared.push_back(i + 1);
    return {"PReLU", {{"shared_axes", shared.empty() ? json() : std::move(shared)}}, {}};
}

ClassConfig write_activation(const nn::Activation& activation) {
    ActivationLayerConfig layer = activation_layer_config(activation);
    if (!layer.fault.empty()) throw nn::ShapeError(layer.fault);
    return {std::move(layer.class_name), std::move(layer.config), {}};
}

json border_config(const char* key, const nn::Border& border) {
    return {{key, {{border.top, border.bottom}, {border.left, border.right}}}, {"data_format", kDataFormat}};
}

json number_or_list(const std::vector<float>& numbers) {
    return numbers.size() == 1 ? json(numbers.front()) : json(numbers);
}

json up_sampling_config(const nn::UpSampling2D::Parameters& p) {
    const bool nearest = p.interpolation == nn::UpSampling2D::Interpolation::nearest;
    return {{"size", {p.row_factor, p.col_factor}},
            {"interpolation", nearest ? "nearest" : "bilinear"},
            {"data_format", kDataFormat}};
}

json resizing_config(const nn::Resizing::Parameters& p) {
    if (p.interpolation == nn::Interpolation::cubic || p.placement != nn::Placement())
        throw nn::ShapeError(tr("places or interpolates its pixels in a way that Keras lacks"));
    return {{"height", p.rows},
            {"width", p.cols},
            {"interpolation", p.interpolation == nn::Interpolation::nearest ? "nearest" : "bilinear"},
            {"crop_to_aspect_ratio", false}};
}

/// A layer's axis as Keras counts it, where the batch is axis 0.
json axis_with_batch(int axis) {
    return axis < 0 ? axis : axis + 1;
}

json batch_normalization_config(const nn::BatchNormalization::Parameters& p, std::size_t rank) {
    return {{"axis", json::array({rank})},
            {"momentum", p.momentum},
            {"epsilon", p.epsilon},
            {"center", p.use_center},
            {"scale", p.use_scale}};
}

/// The axes of an example with `rank` axes that a layer normalises, in ascending order.
template <class Parameters>
std::vector<std::size_t> normalized_axes(const Parameters& p, std::size_t rank) {
    std::vector<std::size_t> axes;
    if (p.rows && rank > 2) axes.push_back(rank - 3);
    if (p.cols && rank > 1) axes.push_back(rank - 2);
    if (p.channels) axes.push_back(rank - 1);
    return axes;
}

/// The axes of an example along which the constants of a Normalization differ, in ascending order.
std::vector<std::size_t> constant_axes(const nn::Shape& constants, const nn::Shape& input) {
    std::vector<std::size_t> axes;
    const std::size_t missing = input.rank() - constants.rank();
    for (std::size_t i = 0; i < constants.rank(); ++i)
        if (constants.axes[i] == input.axes[missing + i]) axes.push_back(missing + i);
    return axes;
}

/// The axes with Keras's numbers, which count the batch axis as 0.
json axes_with_batch(const std::vector<std::size_t>& axes) {
    json list = json::array();
    for (const std::size_t axis : axes) list.push_back(axis + 1);
    return list;
}

json layer_normalization_config(const nn::LayerNormalization::Parameters& p, std::size_t rank) {
    return {{"axis", axes_with_batch(normalized_axes(p, rank))},
            {"epsilon", p.epsilon},
            {"center", p.use_center},
            {"scale", p.use_scale}};
}

json group_normalization_config(const nn::GroupNormalization::Parameters& p) {
    return {{"groups", p.groups == 0 ? -1 : p.groups},
            {"axis", -1},
            {"epsilon", p.epsilon},
            {"center", p.use_center},
            {"scale", p.use_scale}};
}

/// The class of a layer that normalises values and is not a BatchNormalization; nullopt for other layers.
std::optional<ClassConfig> write_normalization(const nn::Layer& layer, const std::string& type, Shapes inputs) {
    const nn::Shape& input = inputs.front();
    if (const auto* l = dynamic_cast<const nn::LayerNormalization*>(&layer))
        return ClassConfig{type, layer_normalization_config(l->parameters(), input.rank()), {}};
    if (const auto* l = dynamic_cast<const nn::GroupNormalization*>(&layer))
        return ClassConfig{type, group_normalization_config(l->parameters()), {}};
    if (const auto* l = dynamic_cast<const nn::UnitNormalization*>(&layer))
        return ClassConfig{type, {{"axis", axes_with_batch(normalized_axes(l->parameters(), input.rank()))}}, {}};
    if (const auto* l = dynamic_cast<const nn::Normalization*>(&layer))
        return ClassConfig{type,
                           {{"axis", axes_with_batch(constant_axes(l->parameters().shape, input))},
                            {"invert", l->parameters().invert}},
                           {}};
    return std::nullopt;
}

nn::Shape lengths_along(const nn::Shape& shape, const std::vector<std::size_t>& axes) {
    nn::Shape lengths;
    for (const std::size_t axis : axes) lengths.axes.push_back(shape.axes[axis]);
    return lengths;
}

/// Throws ShapeError unless the layer permutes whole axes of its input, as Keras's Permute does.
ClassConfig write_permute(const nn::Permute::Parameters& p, Shapes inputs) {
    if (p.view != inputs.front() || (p.target && *p.target != nn::Permute(p).permuted()))
        throw nn::ShapeError(tr("permutes parts of axes, which Keras cannot do"));
    json dims = json::array();
    for (const std::size_t axis : p.order) dims.push_back(axis + 1);
    return {"Permute", {{"dims", std::move(dims)}}, {}};
}

/// The class of a layer with a window or border; nullopt for other layers.
std::optional<ClassConfig> write_window_layer(const nn::Layer& layer, const std::string& type, Shapes inputs) {
    if (const auto* l = dynamic_cast<const nn::Conv2D*>(&layer)) return write_conv2d(l->parameters(), inputs);
    if (const auto* l = dynamic_cast<const nn::Conv2DTranspose*>(&layer))
        return write_conv2d_transpose(l->parameters());
    if (const auto* l = dynamic_cast<const nn::MaxPooling2D*>(&layer)) return write_pooling(*l, l->window());
    if (const auto* l = dynamic_cast<const nn::AveragePooling2D*>(&layer)) return write_pooling(*l, l->window());
    if (const auto* l = dynamic_cast<const nn::GlobalPooling*>(&layer)) return write_global_pooling(*l);
    if (const auto* l = dynamic_cast<const nn::ZeroPadding2D*>(&layer); l != nullptr && l->fill() == nn::BorderFill())
        return ClassConfig{type, border_config("padding", l->border()), {}};
    if (const auto* l = dynamic_cast<const nn::Cropping2D*>(&layer))
        return ClassConfig{type, border_config("cropping", l->border()), {}};
    if (const auto* l = dynamic_cast<const nn::UpSampling2D*>(&layer))
        return ClassConfig{type, up_sampling_config(l->parameters()), {}};
    if (const auto* l = dynamic_cast<const nn::Resizing*>(&layer))
        return ClassConfig{type, resizing_config(l->parameters()), {}};
    return std::nullopt;
}

/// The class of a layer that keeps the meaning of its input's axes; nullopt for other layers.
std::optional<ClassConfig> write_value_layer(const nn::Layer& layer, const std::string& type, Shapes inputs) {
    if (const auto* l = dynamic_cast<const nn::Dense*>(&layer)) {
        const nn::Dense::Parameters& p = l->parameters();
        return with_activation({type, {{"units", p.units}, {"use_bias", p.use_bias}}, {}}, p.activation);
    }
    if (const auto* l = dynamic_cast<const nn::PReLU*>(&layer)) return write_prelu(*l);
    if (const auto* l = dynamic_cast<const nn::ActivationLayer*>(&layer)) return write_activation(l->activation());
    if (const auto* l = dynamic_cast<const nn::BatchNormalization*>(&layer))
        return ClassConfig{type, batch_normalization_config(l->parameters(), inputs.front().rank()), {}};
    if (const auto* l = dynamic_cast<const nn::Dropout*>(&layer)) return ClassConfig{type, {{"rate", l->rate()}}, {}};
    if (const auto* l = dynamic_cast<const nn::Rescaling*>(&layer))
        return ClassConfig{
            type,
            {{"scale", number_or_list(l->parameters().scale)}, {"offset", number_or_list(l->parameters().offset)}},
            {}};
    return std::nullopt;
}

/// The class of a layer that merges inputs or changes the axes; nullopt for other layers.
std::optional<ClassConfig> write_merging_layer(const nn::Layer& layer, const std::string& type, Shapes inputs) {
    if (const auto* l = dynamic_cast<const nn::Concatenate*>(&layer))
        return ClassConfig{type, {{"axis", axis_with_batch(l->axis())}}, {}};
    if (const auto* l = dynamic_cast<const nn::Reshape*>(&layer))
        return ClassConfig{type, {{"target_shape", l->target().axes}}, {}};
    if (type == "Flatten") return ClassConfig{type, {{"data_format", kDataFormat}}, {}};
    if (type == "Add" || type == "Multiply" || type == "Subtract" || type == "Maximum")
        return ClassConfig{type, json::object(), {}};
    if (const auto* l = dynamic_cast<const nn::Permute*>(&layer)) return write_permute(l->parameters(), inputs);
    return std::nullopt;
}

}  // namespace

ClassConfig write_layer_class(const nn::Layer& layer, Shapes inputs) {
    const std::string type(layer.type());
    for (const auto write : {write_window_layer, write_value_layer, write_normalization, write_merging_layer})
        if (std::optional<ClassConfig> config = write(layer, type, inputs)) return std::move(*config);
    throw nn::ShapeError(tr("is of a kind that Keras lacks"));
}

std::vector<nn::WeightSpec> stored_weights(std::string_view class_name, const nn::Layer& layer, Shapes inputs) {
    std::vector<nn::WeightSpec> specs = layer.weights(inputs);
    if (class_name == "DepthwiseConv2D") {
        nn::Shape& kernel = specs.front().shape;
        const std::int64_t channels = inputs.front().channels();
        kernel = {kernel.axes[0], kernel.axes[1], channels, kernel.axes[3] / channels};
        specs.front().name = "depthwise_kernel";
    }
    if (inputs.empty()) return specs;
    const nn::Shape& input = inputs.front();
    if (const auto* l = dynamic_cast<const nn::LayerNormalization*>(&layer))
        for (nn::WeightSpec& spec : specs)
            spec.shape = lengths_along(input, normalized_axes(l->parameters(), input.rank()));
    if (dynamic_cast<const nn::Normalization*>(&layer) != nullptr) {
        for (nn::WeightSpec& spec : specs) spec.shape = lengths_along(input, constant_axes(spec.shape, input));
        specs.push_back({"count", {}, nn::Initializer::zeros, false});
    }
    return specs;
}

}  // namespace convscope::keras
