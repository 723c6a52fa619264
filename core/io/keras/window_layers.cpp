#include <fmt/format.h>

#include <memory>

#include "core/io/keras/activation.h"
#include "core/io/keras/layer_readers.h"
#include "core/nn/layers/pointwise/activation_layer.h"
#include "core/nn/layers/shape/cropping2d.h"
#include "core/nn/layers/shape/up_sampling2d.h"
#include "core/nn/layers/shape/zero_padding2d.h"
#include "core/nn/layers/window/conv2d.h"
#include "core/nn/layers/window/conv2d_transpose.h"
#include "core/nn/layers/window/global_pooling2d.h"
#include "core/nn/layers/window/pooling2d.h"

namespace convscope {

using nlohmann::json;
using nn::Shape;

namespace {

constexpr std::int64_t kMaxLength = 1 << 20;

/// Strides, dilation and padding of a window of that size.
nn::Window read_window(const KerasFields& fields, KerasPair size, KerasPair default_strides) {
    const KerasPair strides = fields.pair("strides", 1, kMaxLength, default_strides);
    const KerasPair dilation = fields.pair("dilation_rate", 1, kMaxLength, {1, 1});
    const std::string padding = fields.text("padding", "valid");
    if (padding != "valid" && padding != "same")
        fields.refuse(fmt::format("has an unknown padding \"{}\"", padding), "valid and same work");
    return {.rows = size.rows,
            .cols = size.cols,
            .row_stride = strides.rows,
            .col_stride = strides.cols,
            .row_dilation = dilation.rows,
            .col_dilation = dilation.cols,
            .padding = padding == "same" ? nn::Padding::same : nn::Padding::valid};
}

nn::Window read_kernel_window(const KerasFields& fields) {
    return read_window(fields, fields.pair("kernel_size", 1, kMaxLength), {1, 1});
}

/// A kernel that Keras 1 stores with its filters first where the channels of images come first; one that Theano was to
/// slide over a picture is turned round.
KerasWant kernel_want(const KerasCall& call, std::string name, const Shape& kernel, bool may_be_flipped) {
    KerasWant want;
    want.name = std::move(name);
    want.stored = kernel;
    want.flipped = may_be_flipped && call.source().theano;
    const std::vector<std::int64_t>& axes = kernel.axes;
    if (!call.fields().flag("keras1", false) || !call.channels_first()) return want;
    want.stored = {axes[3], axes[2], axes[0], axes[1]};
    want.axes = {2, 3, 1, 0};
    return want;
}

std::vector<KerasWant> with_bias(std::vector<KerasWant> wants, bool use_bias, std::int64_t filters) {
    if (!use_bias) return wants;
    KerasWant bias;
    bias.name = "bias";
    bias.stored = {filters};
    wants.push_back(std::move(bias));
    return wants;
}

/// Keras's softmax goes along its own last axis, which is not the channels' where those come first.
bool takes_layer_of_its_own(const KerasCall& call, const nn::Activation& activation) {
    return call.channels_first() && activation.over_channels();
}

KerasValue with_activation(KerasCall& call, KerasValue value, const nn::Activation& activation) {
    if (!takes_layer_of_its_own(call, activation)) return value;
    return call.add_plain(std::make_shared<nn::ActivationLayer>(activation), {call.plain(value)});
}

/// What is left to the convolution itself.
nn::Activation own_activation(const KerasCall& call, const nn::Activation& activation) {
    return takes_layer_of_its_own(call, activation) ? nn::Activation{} : activation;
}

template <class Pooling>
KerasValue read_pooling(KerasCall& call) {
    const KerasPair size = call.fields().pair("pool_size", 1, kMaxLength, {2, 2});
    const KerasValue image = call.image();
    return call.add(std::make_shared<Pooling>(read_window(call.fields(), size, size)), {image}, image.order);
}

template <class Pooling>
KerasValue read_global_pooling(KerasCall& call) {
    const KerasValue image = call.image();
    return call.add(std::make_shared<Pooling>(call.fields().flag("keepdims", false)), {image}, image.order);
}

/// ((top, bottom), (left, right)), (rows, cols) or one number for all sides.
nn::Border read_border(const KerasFields& fields, const char* key, std::int64_t otherwise) {
    const json& value = fields.raw(key);
    if (value.is_array() && value.size() == 2 && value[0].is_array()) {
        const json sides = {{"rows", value[0]}, {"cols", value[1]}};
        const KerasFields both(sides, fields.source(), key);
        const KerasPair rows = both.pair("rows", 0, kMaxLength), cols = both.pair("cols", 0, kMaxLength);
        return {rows.rows, rows.cols, cols.rows, cols.cols};
    }
    const KerasPair pair = fields.pair(key, 0, kMaxLength, {otherwise, otherwise});
    return {pair.rows, pair.rows, pair.cols, pair.cols};
}

}  // namespace

KerasValue read_keras_conv2d(KerasCall& call) {
    const KerasFields& fields = call.fields();
    const KerasValue image = call.image();
    const nn::Activation activation = read_activation(fields);
    const nn::Conv2D::Parameters parameters{.filters = fields.whole("filters", 1, kMaxLength),
                                            .window = read_kernel_window(fields),
                                            .groups = fields.whole("groups", 1, kMaxLength, 1),
                                            .use_bias = fields.flag("use_bias", true),
                                            .activation = own_activation(call, activation)};
    const auto layer = std::make_shared<nn::Conv2D>(parameters);
    const std::vector<Shape> shapes{image.shape};
    static_cast<void>(layer->output_shape(shapes));
    const KerasWant kernel = kernel_want(call, "kernel", layer->weights(shapes).front().shape, true);
    const KerasValue value =
        call.add(layer, {image}, image.order, with_bias({kernel}, parameters.use_bias, parameters.filters));
    return with_activation(call, value, activation);
}

/// Every input channel has `depth_multiplier` filters of its own: as many groups as channels.
KerasValue read_keras_depthwise_conv2d(KerasCall& call) {
    const KerasFields& fields = call.fields();
    const KerasValue image = call.image();
    const std::int64_t channels = nn::only_image(std::vector{image.shape}).channels();
    const std::int64_t multiplier = fields.whole("depth_multiplier", 1, kMaxLength, 1);
    const nn::Activation activation = read_activation(fields);
    const nn::Conv2D::Parameters parameters{.filters = channels * multiplier,
                                            .window = read_kernel_window(fields),
                                            .groups = channels,
                                            .use_bias = fields.flag("use_bias", true),
                                            .activation = own_activation(call, activation)};
    const nn::Window& window = parameters.window;
    const KerasWant kernel =
        kernel_want(call, "depthwise_kernel", {window.rows, window.cols, channels, multiplier}, false);
    const KerasValue value = call.add(std::make_shared<nn::Conv2D>(parameters), {image}, image.order,
                                      with_bias({kernel}, parameters.use_bias, parameters.filters));
    return with_activation(call, value, activation);
}

/// A depthwise convolution and one of 1 x 1, which has bias and activation.
KerasValue read_keras_separable_conv2d(KerasCall& call) {
    const KerasFields& fields = call.fields();
    const KerasValue image = call.image();
    const std::int64_t channels = nn::only_image(std::vector{image.shape}).channels();
    const std::int64_t multiplier = fields.whole("depth_multiplier", 1, kMaxLength, 1);
    const nn::Activation activation = read_activation(fields);
    const nn::Conv2D::Parameters depthwise{.filters = channels * multiplier,
                                           .window = read_kernel_window(fields),
                                           .groups = channels,
                                           .use_bias = false,
                                           .activation = {}};
    const nn::Conv2D::Parameters pointwise{.filters = fields.whole("filters", 1, kMaxLength),
                                           .window = {},
                                           .groups = 1,
                                           .use_bias = fields.flag("use_bias", true),
                                           .activation = own_activation(call, activation)};
    const nn::Window& window = depthwise.window;
    const KerasWant deep =
        kernel_want(call, "depthwise_kernel", {window.rows, window.cols, channels, multiplier}, false);
    const KerasWant point = kernel_want(call, "pointwise_kernel", {1, 1, depthwise.filters, pointwise.filters}, false);
    const KerasValue between =
        call.add(std::make_shared<nn::Conv2D>(depthwise), {image}, image.order, std::vector{deep}, "depthwise");
    const KerasValue value = call.add(std::make_shared<nn::Conv2D>(pointwise), {between}, image.order,
                                      with_bias({point}, pointwise.use_bias, pointwise.filters));
    return with_activation(call, value, activation);
}

KerasValue read_keras_conv2d_transpose(KerasCall& call) {
    const KerasFields& fields = call.fields();
    const KerasValue image = call.image();
    const nn::Activation activation = read_activation(fields);
    if (fields.flag("keras1", false)) fields.refuse("is a Deconvolution2D of Keras 1", "save it with Keras 2 or 3");
    const bool extended = fields.has("output_padding") && fields.pair("output_padding", 0, kMaxLength).rows >= 0;
    if (extended) fields.refuse("has an output_padding", "a Conv2DTranspose without one works");
    const nn::Conv2DTranspose::Parameters parameters{.filters = fields.whole("filters", 1, kMaxLength),
                                                     .window = read_kernel_window(fields),
                                                     .use_bias = fields.flag("use_bias", true),
                                                     .activation = own_activation(call, activation)};
    const auto layer = std::make_shared<nn::Conv2DTranspose>(parameters);
    const std::vector<Shape> shapes{image.shape};
    static_cast<void>(layer->output_shape(shapes));
    std::vector<KerasWant> wants = same_weights(*layer, shapes);
    wants.front().flipped = call.source().theano;
    const KerasValue value = call.add(layer, {image}, image.order, std::move(wants));
    return with_activation(call, value, activation);
}

KerasValue read_keras_max_pooling2d(KerasCall& call) {
    return read_pooling<nn::MaxPooling2D>(call);
}

KerasValue read_keras_average_pooling2d(KerasCall& call) {
    return read_pooling<nn::AveragePooling2D>(call);
}

KerasValue read_keras_global_max_pooling2d(KerasCall& call) {
    return read_global_pooling<nn::GlobalMaxPooling2D>(call);
}

KerasValue read_keras_global_average_pooling2d(KerasCall& call) {
    return read_global_pooling<nn::GlobalAveragePooling2D>(call);
}

KerasValue read_keras_zero_padding2d(KerasCall& call) {
    const KerasValue image = call.image();
    return call.add(std::make_shared<nn::ZeroPadding2D>(read_border(call.fields(), "padding", 1)), {image},
                    image.order);
}

KerasValue read_keras_cropping2d(KerasCall& call) {
    const KerasValue image = call.image();
    return call.add(std::make_shared<nn::Cropping2D>(read_border(call.fields(), "cropping", 0)), {image}, image.order);
}

KerasValue read_keras_up_sampling2d(KerasCall& call) {
    const KerasPair size = call.fields().pair("size", 1, kMaxLength, {2, 2});
    const std::string interpolation = call.fields().text("interpolation", "nearest");
    if (interpolation != "nearest" && interpolation != "bilinear")
        call.fields().refuse(fmt::format("has an unknown interpolation \"{}\"", interpolation),
                             "nearest and bilinear work");
    using Interpolation = nn::UpSampling2D::Interpolation;
    const KerasValue image = call.image();
    const nn::UpSampling2D::Parameters parameters{
        size.rows, size.cols, interpolation == "nearest" ? Interpolation::nearest : Interpolation::bilinear};
    return call.add(std::make_shared<nn::UpSampling2D>(parameters), {image}, image.order);
}

}  // namespace convscope
