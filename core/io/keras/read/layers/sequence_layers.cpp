#include "core/io/keras/read/layers/sequence_layers.h"

#include <memory>
#include <nlohmann/json.hpp>

#include "core/base/text/translation.h"
#include "core/io/keras/activation.h"
#include "core/nn/layers/shape/cropping2d.h"
#include "core/nn/layers/shape/up_sampling2d.h"
#include "core/nn/layers/shape/zero_padding2d.h"
#include "core/nn/layers/window/conv2d.h"
#include "core/nn/layers/window/global_pooling2d.h"
#include "core/nn/layers/window/pooling2d.h"

namespace convscope::keras {

using nlohmann::json;
using nn::Shape;

namespace {

constexpr std::int64_t kMaxLength = 1 << 20;

/// A setting that is one number, or a list of one.
std::int64_t read_single(const Fields& fields, std::string_view key, std::optional<std::int64_t> fallback) {
    if (!fields.is_set(key)) {
        if (!fallback) fields.fail(key, tr("is missing"));
        return *fallback;
    }
    const json& value = fields.raw(key);
    const bool is_list = value.is_array() && value.size() == 1;
    const std::optional<std::int64_t> number = integer_within(is_list ? value[0] : value, 1, kMaxLength);
    if (!number) fields.fail(key, tr("is {}, not a whole number between 1 and {}", shown_json(value), kMaxLength));
    return *number;
}

/// The window of that size with the layer's strides, dilation and padding. Causal padding is all before the sequence.
nn::Window read_window(const Fields& fields, std::int64_t size, std::int64_t default_stride) {
    nn::Window window{.cols = size,
                      .col_stride = read_single(fields, "strides", default_stride),
                      .col_dilation = read_single(fields, "dilation_rate", 1)};
    const std::string padding = fields.name_or("padding", "valid");
    if (padding == "causal") {
        window.padding = nn::Padding::explicit_;
        window.border.left = (size - 1) * window.col_dilation;
    } else if (padding == "same") {
        window.padding = nn::Padding::same;
    } else if (padding != "valid") {
        fields.refuse(tr("has an unknown padding \"{}\"", padding), tr("use valid, same or causal"));
    }
    return window;
}

/// The only input as an image {1, steps, channels} in memory.
ArrangedValue as_row(LayerCall& call) {
    const ArrangedValue& input = call.input();
    if (input.rank() != 3) throw nn::ShapeError(tr("needs a sequence (steps, channels)"));
    const std::vector<std::size_t> order =
        call.channels_first() ? std::vector<std::size_t>{2, 1} : std::vector<std::size_t>{1, 2};
    const ArrangedValue value = input.memory == input.factors_of(order) ? input : call.with_axes(input, order);
    return call.shaped(value, {1, input.length(order[0]), input.length(order[1])});
}

/// Adds a layer whose output is an image with one row; Keras's axes are its columns and channels.
ArrangedValue add_row_layer(LayerCall& call, NewLayer added) {
    std::vector<Shape> shapes;
    for (const ArrangedValue& input : added.inputs) shapes.push_back(call.shape(input));
    const Shape result = added.layer->output_shape(shapes);
    const std::int64_t steps = result.cols(), channels = result.channels();
    const Arrangement arrangement = call.channels_first() ? Arrangement::of({kBatchAxis, channels, steps}, {2, 1})
                                                          : Arrangement::of({kBatchAxis, steps, channels});
    return call.add_as(std::move(added), arrangement);
}

/// The weights of a layer: its kernel and, if `use_bias`, its bias.
std::vector<WeightRequest> with_bias(WeightRequest kernel, bool use_bias, std::int64_t filters) {
    std::vector<WeightRequest> requests{std::move(kernel)};
    if (use_bias) requests.push_back({.name = "bias", .stored = {filters}});
    return requests;
}

/// The activation of a convolution. Keras computes a softmax along the last axis, which holds the steps if the channels
/// come first.
nn::Activation read_row_activation(const LayerCall& call) {
    const nn::Activation activation = activation_setting(call.fields());
    if (activation.over_channels() && call.channels_first())
        call.fields().refuse(tr("is a softmax over the steps of a sequence"), tr("use a Softmax layer"));
    return activation;
}

/// A depthwise convolution, and the kernel that the file stores as steps, channels, multiplier.
struct Depthwise {
    nn::Conv2D::Parameters parameters;
    WeightRequest kernel;
};

Depthwise read_depthwise(const LayerCall& call, const ArrangedValue& row) {
    const Fields& fields = call.fields();
    const std::int64_t channels = call.shape(row).channels();
    const std::int64_t multiplier = fields.integer64_or("depth_multiplier", 1, kMaxLength, 1);
    const nn::Window window = read_window(fields, read_single(fields, "kernel_size", std::nullopt), 1);
    return {
        {.filters = channels * multiplier, .window = window, .groups = channels, .use_bias = false, .activation = {}},
        {.name = "depthwise_kernel", .stored = {window.cols, channels, multiplier}}};
}

template <class Pooling>
ArrangedValue read_pooling(LayerCall& call) {
    const std::int64_t size = read_single(call.fields(), "pool_size", 2);
    const ArrangedValue row = as_row(call);
    return add_row_layer(call, {std::make_shared<Pooling>(read_window(call.fields(), size, size)), {row}});
}

template <class Pooling>
ArrangedValue read_global_pooling(LayerCall& call) {
    const bool keepdims = call.fields().boolean_or("keepdims", false);
    const ArrangedValue row = as_row(call);
    const NewLayer pooling{std::make_shared<Pooling>(keepdims), {row}};
    return keepdims ? add_row_layer(call, pooling) : call.add_in_file_order(pooling);
}

/// Reads (before, after), or one number for both ends.
nn::Border read_ends(const Fields& fields, const char* key) {
    const Pair ends = fields.pair_or(key, 0, kMaxLength, {1, 1});
    return {.left = ends.rows, .right = ends.cols};
}

}  // namespace

ArrangedValue read_conv1d(LayerCall& call) {
    const Fields& fields = call.fields();
    const ArrangedValue row = as_row(call);
    const nn::Conv2D::Parameters parameters{
        .filters = fields.integer64("filters", 1, kMaxLength),
        .window = read_window(fields, read_single(fields, "kernel_size", std::nullopt), 1),
        .groups = fields.integer64_or("groups", 1, kMaxLength, 1),
        .use_bias = fields.boolean_or("use_bias", true),
        .activation = read_row_activation(call)};
    const std::int64_t channels = call.shape(row).channels();
    const auto layer = std::make_shared<nn::Conv2D>(parameters);
    static_cast<void>(layer->output_shape(std::vector{call.shape(row)}));  // throws for groups that do not fit
    WeightRequest kernel{.name = "kernel",
                         .stored = {parameters.window.cols, channels / parameters.groups, parameters.filters}};
    return add_row_layer(call, {layer, {row}, with_bias(std::move(kernel), parameters.use_bias, parameters.filters)});
}

ArrangedValue read_depthwise_conv1d(LayerCall& call) {
    const ArrangedValue row = as_row(call);
    Depthwise depthwise = read_depthwise(call, row);
    nn::Conv2D::Parameters& parameters = depthwise.parameters;
    parameters.use_bias = call.fields().boolean_or("use_bias", true);
    parameters.activation = read_row_activation(call);
    return add_row_layer(call, {std::make_shared<nn::Conv2D>(parameters),
                                {row},
                                with_bias(std::move(depthwise.kernel), parameters.use_bias, parameters.filters)});
}

ArrangedValue read_separable_conv1d(LayerCall& call) {
    const Fields& fields = call.fields();
    const ArrangedValue row = as_row(call);
    const Depthwise depthwise = read_depthwise(call, row);
    const nn::Conv2D::Parameters pointwise{.filters = fields.integer64("filters", 1, kMaxLength),
                                           .window = {},
                                           .groups = 1,
                                           .use_bias = fields.boolean_or("use_bias", true),
                                           .activation = read_row_activation(call)};
    const ArrangedValue between = add_row_layer(
        call, {std::make_shared<nn::Conv2D>(depthwise.parameters), {row}, std::vector{depthwise.kernel}, "depthwise"});
    WeightRequest kernel{.name = "pointwise_kernel", .stored = {1, depthwise.parameters.filters, pointwise.filters}};
    return add_row_layer(call, {std::make_shared<nn::Conv2D>(pointwise),
                                {between},
                                with_bias(std::move(kernel), pointwise.use_bias, pointwise.filters)});
}

ArrangedValue read_max_pooling1d(LayerCall& call) {
    return read_pooling<nn::MaxPooling2D>(call);
}

ArrangedValue read_average_pooling1d(LayerCall& call) {
    return read_pooling<nn::AveragePooling2D>(call);
}

ArrangedValue read_global_max_pooling1d(LayerCall& call) {
    return read_global_pooling<nn::GlobalMaxPooling2D>(call);
}

ArrangedValue read_global_average_pooling1d(LayerCall& call) {
    return read_global_pooling<nn::GlobalAveragePooling2D>(call);
}

ArrangedValue read_zero_padding1d(LayerCall& call) {
    const ArrangedValue row = as_row(call);
    return add_row_layer(call, {std::make_shared<nn::ZeroPadding2D>(read_ends(call.fields(), "padding")), {row}});
}

ArrangedValue read_cropping1d(LayerCall& call) {
    const ArrangedValue row = as_row(call);
    return add_row_layer(call, {std::make_shared<nn::Cropping2D>(read_ends(call.fields(), "cropping")), {row}});
}

ArrangedValue read_up_sampling1d(LayerCall& call) {
    const std::int64_t size = read_single(call.fields(), "size", 2);
    const ArrangedValue row = as_row(call);
    return add_row_layer(
        call,
        {std::make_shared<nn::UpSampling2D>(nn::UpSampling2D::Parameters{.row_factor = 1, .col_factor = size}), {row}});
}

}  // namespace convscope::keras
