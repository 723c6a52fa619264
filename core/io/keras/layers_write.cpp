#include <fmt/format.h>

#include "core/io/keras/activation.h"
#include "core/io/keras/layers.h"
#include "core/nn/layers/activation_layer.h"
#include "core/nn/layers/batch_normalization.h"
#include "core/nn/layers/concatenate.h"
#include "core/nn/layers/conv2d.h"
#include "core/nn/layers/conv2d_transpose.h"
#include "core/nn/layers/cropping2d.h"
#include "core/nn/layers/dense.h"
#include "core/nn/layers/dropout.h"
#include "core/nn/layers/global_pooling2d.h"
#include "core/nn/layers/permute.h"
#include "core/nn/layers/pooling2d.h"
#include "core/nn/layers/prelu.h"
#include "core/nn/layers/rescaling.h"
#include "core/nn/layers/reshape.h"
#include "core/nn/layers/up_sampling2d.h"
#include "core/nn/layers/zero_padding2d.h"

namespace convscope {

using nlohmann::json;

namespace {

using Shapes = std::span<const nn::Shape>;
const char* const kDataFormat = "channels_last";

/// Strides and padding under Keras's names; `size_key` is that of the window's size.
json window_config(const nn::Window& window, const char* size_key) {
    const bool borderless = window.border == nn::Border();
    if ((window.padding == nn::Padding::explicit_ && !borderless) || window.ceil_mode)
        throw nn::ShapeError("has a padding that Keras lacks (neither valid nor same)");
    return {{size_key, {window.rows, window.cols}},
            {"strides", {window.row_stride, window.col_stride}},
            {"padding", window.padding == nn::Padding::same ? "same" : "valid"},
            {"data_format", kDataFormat}};
}

/// Puts the activation into the settings if Keras has a word for it, else hands it on.
KerasClass with_activation(KerasClass made, const nn::Activation& activation) {
    const std::string_view word = activation_word(activation);
    made.config["activation"] = word.empty() ? "linear" : word;
    if (word.empty()) made.rest = activation;
    return made;
}

KerasClass write_conv2d(const nn::Conv2D::Parameters& p, Shapes inputs) {
    const std::int64_t channels = inputs.front().channels();
    json config = window_config(p.window, "kernel_size");
    config["dilation_rate"] = {p.window.row_dilation, p.window.col_dilation};
    config["use_bias"] = p.use_bias;
    if (p.groups > 1 && p.groups == channels) {
        config["depth_multiplier"] = p.filters / channels;
        return with_activation({"DepthwiseConv2D", std::move(config), {}}, p.activation);
    }
    config["filters"] = p.filters;
    // Keras knows the setting since 2.3 only.
    if (p.groups > 1) config["groups"] = p.groups;
    return with_activation({"Conv2D", std::move(config), {}}, p.activation);
}

KerasClass write_pooling(const nn::Pooling& pooling, const nn::Window& window) {
    if (pooling.count_padding() && window.padding == nn::Padding::same)
        throw nn::ShapeError("counts its padding, which Keras does not");
    if (window.row_dilation != 1 || window.col_dilation != 1) throw nn::ShapeError("is dilated, which Keras lacks");
    return {std::string(pooling.type()), window_config(window, "pool_size"), {}};
}

KerasClass write_conv2d_transpose(const nn::Conv2DTranspose::Parameters& p) {
    json config = window_config(p.window, "kernel_size");
    config["dilation_rate"] = {p.window.row_dilation, p.window.col_dilation};
    config["use_bias"] = p.use_bias;
    config["filters"] = p.filters;
    return with_activation({"Conv2DTranspose", std::move(config), {}}, p.activation);
}

/// Axes, counted with the batch in front, along which all values have one slope.
KerasClass write_prelu(const nn::PReLU& layer) {
    json shared = json::array();
    for (std::size_t i = 0; i < layer.slopes().rank(); ++i)
        if (layer.slopes().axes[i] == 1) shared.push_back(i + 1);
    return {"PReLU", {{"shared_axes", shared.empty() ? json() : std::move(shared)}}, {}};
}

KerasClass write_activation(const nn::Activation& activation) {
    KerasActivationLayer layer = activation_layer(activation);
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

/// Keras counts axes with the batch in front.
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

/// Keras's Permute has the input's own axes, counted with the batch in front.
KerasClass write_permute(const nn::Permute::Parameters& p, Shapes inputs) {
    if (p.view != inputs.front() || (p.target && *p.target != nn::Permute(p).permuted()))
        throw nn::ShapeError("puts finer axes into another order than Keras knows");
    json dims = json::array();
    for (const std::size_t axis : p.order) dims.push_back(axis + 1);
    return {"Permute", {{"dims", std::move(dims)}}, {}};
}

}  // namespace

std::vector<nn::WeightSpec> stored_weights(std::string_view class_name, const nn::Layer& layer, Shapes inputs) {
    std::vector<nn::WeightSpec> specs = layer.weights(inputs);
    if (class_name == "DepthwiseConv2D") {
        nn::Shape& kernel = specs.front().shape;
        const std::int64_t channels = inputs.front().channels();
        kernel = {kernel.axes[0], kernel.axes[1], channels, kernel.axes[3] / channels};
        specs.front().name = "depthwise_kernel";
    }
    return specs;
}

KerasClass keras_class(const nn::Layer& layer, Shapes inputs) {
    const std::string type(layer.type());
    if (const auto* l = dynamic_cast<const nn::Conv2D*>(&layer)) return write_conv2d(l->parameters(), inputs);
    if (const auto* l = dynamic_cast<const nn::Conv2DTranspose*>(&layer))
        return write_conv2d_transpose(l->parameters());
    if (const auto* l = dynamic_cast<const nn::PReLU*>(&layer)) return write_prelu(*l);
    if (const auto* l = dynamic_cast<const nn::Dense*>(&layer)) {
        const nn::Dense::Parameters& p = l->parameters();
        return with_activation({type, {{"units", p.units}, {"use_bias", p.use_bias}}, {}}, p.activation);
    }
    if (const auto* l = dynamic_cast<const nn::ActivationLayer*>(&layer)) return write_activation(l->activation());
    if (const auto* l = dynamic_cast<const nn::MaxPooling2D*>(&layer)) return write_pooling(*l, l->window());
    if (const auto* l = dynamic_cast<const nn::AveragePooling2D*>(&layer)) return write_pooling(*l, l->window());
    if (const auto* l = dynamic_cast<const nn::GlobalPooling*>(&layer)) {
        json config{{"data_format", kDataFormat}};
        // Keras knows the setting since 2.6 only.
        if (l->keepdims()) config["keepdims"] = true;
        return {type, std::move(config), {}};
    }
    if (const auto* l = dynamic_cast<const nn::BatchNormalization*>(&layer))
        return {type, batch_normalization_config(l->parameters(), inputs.front().rank()), {}};
    if (const auto* l = dynamic_cast<const nn::Dropout*>(&layer)) return {type, {{"rate", l->rate()}}, {}};
    if (const auto* l = dynamic_cast<const nn::ZeroPadding2D*>(&layer); l != nullptr && l->fill() == nn::BorderFill())
        return {type, border_config("padding", l->border()), {}};
    if (const auto* l = dynamic_cast<const nn::Cropping2D*>(&layer))
        return {type, border_config("cropping", l->border()), {}};
    if (const auto* l = dynamic_cast<const nn::UpSampling2D*>(&layer))
        return {type, up_sampling_config(l->parameters()), {}};
    if (const auto* l = dynamic_cast<const nn::Concatenate*>(&layer))
        return {type, {{"axis", axis_with_batch(l->axis())}}, {}};
    if (const auto* l = dynamic_cast<const nn::Reshape*>(&layer))
        return {type, {{"target_shape", l->target().axes}}, {}};
    if (const auto* l = dynamic_cast<const nn::Rescaling*>(&layer))
        return {type,
                {{"scale", number_or_list(l->parameters().scale)}, {"offset", number_or_list(l->parameters().offset)}},
                {}};
    if (type == "Flatten") return {type, {{"data_format", kDataFormat}}, {}};
    if (type == "Add" || type == "Multiply" || type == "Subtract" || type == "Maximum")
        return {type, json::object(), {}};
    if (const auto* l = dynamic_cast<const nn::Permute*>(&layer)) return write_permute(l->parameters(), inputs);
    throw nn::ShapeError("is of a kind that Keras lacks");
}

}  // namespace convscope
