#include "core/io/keras/read/layers/window_layers.h"

#include <memory>
#include <nlohmann/json.hpp>

#include "core/base/text/translation.h"
#include "core/io/keras/activation.h"
#include "core/nn/layers/pointwise/activation_layer.h"
#include "core/nn/layers/shape/cropping2d.h"
#include "core/nn/layers/shape/up_sampling2d.h"
#include "core/nn/layers/shape/zero_padding2d.h"
#include "core/nn/layers/window/conv2d.h"
#include "core/nn/layers/window/conv2d_transpose.h"
#include "core/nn/layers/window/global_pooling2d.h"
#include "core/nn/layers/window/pooling2d.h"

namespace convscope::keras {

using nlohmann::json;
using nn::Shape;

namespace {

constexpr std::int64_t kMaxLength = 1 << 20;

/// The window of that size with the layer's strides, dilation and padding.
nn::Window read_window(const Fields& fields, Pair size, Pair default_strides) {
    const Pair strides = fields.pair_or("strides", 1, kMaxLength, default_strides);
    const Pair dilation = fields.pair_or("dilation_rate", 1, kMaxLength, {1, 1});
    const std::string padding = fields.name_or("padding", "valid");
    if (padding != "valid" && padding != "same")
        fields.refuse(tr("has an unknown padding \"{}\"", padding), tr("use valid or same"));
    return {.rows = size.rows,
            .cols = size.cols,
            .row_stride = strides.rows,
            .col_stride = strides.cols,
            .row_dilation = dilation.rows,
            .col_dilation = dilation.cols,
            .padding = padding == "same" ? nn::Padding::same : nn::Padding::valid};
}

nn::Window read_kernel_window(const Fields& fields) {
    return read_window(fields, fields.pair("kernel_size", 1, kMaxLength), {1, 1});
}

/// A kernel of the shape `kernel`, which is rows, cols, channels, filters. With channels first, Keras 1 stores it as
/// O,I,H,W.
WeightRequest kernel_request(const LayerCall& call, std::string name, const Shape& kernel) {
    WeightRequest request{.name = std::move(name), .stored = kernel};
    if (!call.fields().boolean_or("keras1", false) || !call.channels_first()) return request;
    const std::vector<std::int64_t>& axes = kernel.axes;
    request.stored = {axes[3], axes[2], axes[0], axes[1]};
    request.axes = {2, 3, 1, 0};
    return request;
}

/// The weights of a layer: its kernel and, if `use_bias`, its bias.
std::vector<WeightRequest> with_bias(WeightRequest kernel, bool use_bias, std::int64_t filters) {
    std::vector<WeightRequest> requests{std::move(kernel)};
    if (use_bias) requests.push_back({.name = "bias", .stored = {filters}});
    return requests;
}

/// True for a softmax over an image with channels first: Keras computes it along the image's last axis, the columns,
/// but a convscope convolution along the channels.
bool needs_activation_layer(const LayerCall& call, const nn::Activation& activation) {
    return call.channels_first() && activation.over_channels();
}

/// The activation that the convolution applies; linear if needs_activation_layer().
nn::Activation fused_activation(const LayerCall& call, const nn::Activation& activation) {
    return needs_activation_layer(call, activation) ? nn::Activation{} : activation;
}

/// Adds an activation layer if needs_activation_layer().
ArrangedValue with_activation(LayerCall& call, const ArrangedValue& value, const nn::Activation& activation) {
    if (!needs_activation_layer(call, activation)) return value;
    return call.add_in_file_order({std::make_shared<nn::ActivationLayer>(activation), {call.in_file_order(value)}});
}

/// A depthwise convolution as a Conv2D in which every input channel is a group with `depth_multiplier` filters. The
/// file stores the kernel as rows, cols, channels, multiplier.
struct Depthwise {
    nn::Conv2D::Parameters parameters;
    WeightRequest kernel;
};

Depthwise read_depthwise(const LayerCall& call, const ArrangedValue& image) {
    const Fields& fields = call.fields();
    const std::int64_t channels = nn::only_image(std::vector{call.shape(image)}).channels();
    const std::int64_t multiplier = fields.integer64_or("depth_multiplier", 1, kMaxLength, 1);
    const nn::Window window = read_kernel_window(fields);
    return {
        {.filters = channels * multiplier, .window = window, .groups = channels, .use_bias = false, .activation = {}},
        kernel_request(call, "depthwise_kernel", {window.rows, window.cols, channels, multiplier})};
}

template <class Pooling>
ArrangedValue read_pooling(LayerCall& call) {
    const Pair size = call.fields().pair_or("pool_size", 1, kMaxLength, {2, 2});
    const ArrangedValue image = call.image();
    return call.add({std::make_shared<Pooling>(read_window(call.fields(), size, size)), {image}}, call.image_axes());
}

template <class Pooling>
ArrangedValue read_global_pooling(LayerCall& call) {
    const ArrangedValue image = call.image();
    const bool keepdims = call.fields().boolean_or("keepdims", false);
    return call.add({std::make_shared<Pooling>(keepdims), {image}}, call.image_axes());
}

/// Reads ((top, bottom), (left, right)), (rows, cols) or one number for all sides.
nn::Border read_border(const Fields& fields, const char* key, std::int64_t fallback) {
    const json& value = fields.raw(key);
    if (value.is_array() && value.size() == 2 && value[0].is_array()) {
        const json sides = {{"rows", value[0]}, {"cols", value[1]}};
        const Fields pairs(sides, fields.source(), key);
        const Pair rows = pairs.pair("rows", 0, kMaxLength), cols = pairs.pair("cols", 0, kMaxLength);
        return {rows.rows, rows.cols, cols.rows, cols.cols};
    }
    const Pair pair = fields.pair_or(key, 0, kMaxLength, {fallback, fallback});
    return {pair.rows, pair.rows, pair.cols, pair.cols};
}

}  // namespace

ArrangedValue read_conv2d(LayerCall& call) {
    const Fields& fields = call.fields();
    const ArrangedValue image = call.image();
    const nn::Activation activation = activation_setting(fields);
    const nn::Conv2D::Parameters parameters{.filters = fields.integer64("filters", 1, kMaxLength),
                                            .window = read_kernel_window(fields),
                                            .groups = fields.integer64_or("groups", 1, kMaxLength, 1),
                                            .use_bias = fields.boolean_or("use_bias", true),
                                            .activation = fused_activation(call, activation)};
    const auto layer = std::make_shared<nn::Conv2D>(parameters);
    const std::vector<Shape> shapes{call.shape(image)};
    static_cast<void>(layer->output_shape(shapes));  // weights() needs shapes that the layer accepts
    WeightRequest kernel = kernel_request(call, "kernel", layer->weights(shapes).front().shape);
    // Theano computes a convolution in the mathematical sense, so its kernels are rotated by 180 degrees.
    kernel.rotated = call.source().theano;
    const ArrangedValue value = call.add(
        {layer, {image}, with_bias(std::move(kernel), parameters.use_bias, parameters.filters)}, call.image_axes());
    return with_activation(call, value, activation);
}

ArrangedValue read_depthwise_conv2d(LayerCall& call) {
    const ArrangedValue image = call.image();
    Depthwise depthwise = read_depthwise(call, image);
    const nn::Activation activation = activation_setting(call.fields());
    nn::Conv2D::Parameters& parameters = depthwise.parameters;
    parameters.use_bias = call.fields().boolean_or("use_bias", true);
    parameters.activation = fused_activation(call, activation);
    const ArrangedValue value =
        call.add({std::make_shared<nn::Conv2D>(parameters),
                  {image},
                  with_bias(std::move(depthwise.kernel), parameters.use_bias, parameters.filters)},
                 call.image_axes());
    return with_activation(call, value, activation);
}

ArrangedValue read_separable_conv2d(LayerCall& call) {
    const Fields& fields = call.fields();
    const ArrangedValue image = call.image();
    const Depthwise depthwise = read_depthwise(call, image);
    const nn::Activation activation = activation_setting(fields);
    const nn::Conv2D::Parameters pointwise{.filters = fields.integer64("filters", 1, kMaxLength),
                                           .window = {},
                                           .groups = 1,
                                           .use_bias = fields.boolean_or("use_bias", true),
                                           .activation = fused_activation(call, activation)};
    const ArrangedValue between = call.add(
        {std::make_shared<nn::Conv2D>(depthwise.parameters), {image}, std::vector{depthwise.kernel}, "depthwise"},
        call.image_axes());
    WeightRequest kernel =
        kernel_request(call, "pointwise_kernel", {1, 1, depthwise.parameters.filters, pointwise.filters});
    const ArrangedValue value = call.add({std::make_shared<nn::Conv2D>(pointwise),
                                          {between},
                                          with_bias(std::move(kernel), pointwise.use_bias, pointwise.filters)},
                                         call.image_axes());
    return with_activation(call, value, activation);
}

ArrangedValue read_conv2d_transpose(LayerCall& call) {
    const Fields& fields = call.fields();
    const ArrangedValue image = call.image();
    const nn::Activation activation = activation_setting(fields);
    if (fields.boolean_or("keras1", false))
        fields.refuse(tr("is a Deconvolution2D of Keras 1"), tr("save it with Keras 2 or 3"));
    nn::Conv2DTranspose::Parameters parameters{.filters = fields.integer64("filters", 1, kMaxLength),
                                               .window = read_kernel_window(fields),
                                               .use_bias = fields.boolean_or("use_bias", true),
                                               .activation = fused_activation(call, activation)};
    if (fields.is_set("output_padding")) {
        const Pair padding = fields.pair("output_padding", 0, kMaxLength);
        parameters.row_padding = padding.rows;
        parameters.col_padding = padding.cols;
    }
    const auto layer = std::make_shared<nn::Conv2DTranspose>(parameters);
    const std::vector<Shape> shapes{call.shape(image)};
    static_cast<void>(layer->output_shape(shapes));  // weights() needs shapes that the layer accepts
    std::vector<WeightRequest> weights = unchanged_weights(*layer, shapes);
    weights.front().rotated = call.source().theano;
    const ArrangedValue value = call.add({layer, {image}, std::move(weights)}, call.image_axes());
    return with_activation(call, value, activation);
}

ArrangedValue read_max_pooling2d(LayerCall& call) {
    return read_pooling<nn::MaxPooling2D>(call);
}

ArrangedValue read_average_pooling2d(LayerCall& call) {
    return read_pooling<nn::AveragePooling2D>(call);
}

ArrangedValue read_global_max_pooling2d(LayerCall& call) {
    return read_global_pooling<nn::GlobalMaxPooling2D>(call);
}

ArrangedValue read_global_average_pooling2d(LayerCall& call) {
    return read_global_pooling<nn::GlobalAveragePooling2D>(call);
}

ArrangedValue read_zero_padding2d(LayerCall& call) {
    const ArrangedValue image = call.image();
    const auto layer = std::make_shared<nn::ZeroPadding2D>(read_border(call.fields(), "padding", 1));
    return call.add({layer, {image}}, call.image_axes());
}

ArrangedValue read_cropping2d(LayerCall& call) {
    const ArrangedValue image = call.image();
    const auto layer = std::make_shared<nn::Cropping2D>(read_border(call.fields(), "cropping", 0));
    return call.add({layer, {image}}, call.image_axes());
}

ArrangedValue read_up_sampling2d(LayerCall& call) {
    const Pair size = call.fields().pair_or("size", 1, kMaxLength, {2, 2});
    const std::string interpolation = call.fields().name_or("interpolation", "nearest");
    if (interpolation != "nearest" && interpolation != "bilinear")
        call.fields().refuse(tr("has an unknown interpolation \"{}\"", interpolation), tr("use nearest or bilinear"));
    using Interpolation = nn::UpSampling2D::Interpolation;
    const ArrangedValue image = call.image();
    const nn::UpSampling2D::Parameters parameters{
        size.rows, size.cols, interpolation == "nearest" ? Interpolation::nearest : Interpolation::bilinear};
    return call.add({std::make_shared<nn::UpSampling2D>(parameters), {image}}, call.image_axes());
}

}  // namespace convscope::keras
