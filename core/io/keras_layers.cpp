#include "core/io/keras_layers.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <memory>

#include "core/io/keras_activation.h"
#include "core/nn/layers/activation_layer.h"
#include "core/nn/layers/add.h"
#include "core/nn/layers/batch_normalization.h"
#include "core/nn/layers/concatenate.h"
#include "core/nn/layers/conv2d.h"
#include "core/nn/layers/cropping2d.h"
#include "core/nn/layers/dense.h"
#include "core/nn/layers/dropout.h"
#include "core/nn/layers/flatten.h"
#include "core/nn/layers/global_pooling2d.h"
#include "core/nn/layers/multiply.h"
#include "core/nn/layers/permute.h"
#include "core/nn/layers/pooling2d.h"
#include "core/nn/layers/rescaling.h"
#include "core/nn/layers/reshape.h"
#include "core/nn/layers/subtract.h"
#include "core/nn/layers/up_sampling2d.h"
#include "core/nn/layers/zero_padding2d.h"
#include "core/nn/tensor.h"

namespace convscope {

using nlohmann::json;
using nn::SharedLayer;

namespace {

constexpr std::int64_t kMaxLength = 1 << 20;
using Shapes = std::span<const nn::Shape>;

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

SharedLayer read_conv2d(const KerasFields& fields, Shapes /*inputs*/) {
    return std::make_shared<nn::Conv2D>(
        nn::Conv2D::Parameters{.filters = fields.whole("filters", 1, kMaxLength),
                               .window = read_window(fields, fields.pair("kernel_size", 1, kMaxLength), {1, 1}),
                               .groups = fields.whole("groups", 1, kMaxLength, 1),
                               .use_bias = fields.flag("use_bias", true),
                               .activation = read_activation(fields)});
}

/// Every input channel has `depth_multiplier` filters of its own: as many groups as channels.
SharedLayer read_depthwise_conv2d(const KerasFields& fields, Shapes inputs) {
    const std::int64_t channels = nn::only_image(inputs).channels();
    const std::int64_t multiplier = fields.whole("depth_multiplier", 1, kMaxLength, 1);
    return std::make_shared<nn::Conv2D>(
        nn::Conv2D::Parameters{.filters = channels * multiplier,
                               .window = read_window(fields, fields.pair("kernel_size", 1, kMaxLength), {1, 1}),
                               .groups = channels,
                               .use_bias = fields.flag("use_bias", true),
                               .activation = read_activation(fields)});
}

SharedLayer read_dense(const KerasFields& fields, Shapes /*inputs*/) {
    return std::make_shared<nn::Dense>(nn::Dense::Parameters{.units = fields.whole("units", 1, kMaxLength * 16),
                                                             .use_bias = fields.flag("use_bias", true),
                                                             .activation = read_activation(fields)});
}

template <class Pooling>
SharedLayer read_pooling(const KerasFields& fields, Shapes /*inputs*/) {
    const KerasPair size = fields.pair("pool_size", 1, kMaxLength, {2, 2});
    return std::make_shared<Pooling>(read_window(fields, size, size));
}

template <class Pooling>
SharedLayer read_global_pooling(const KerasFields& fields, Shapes /*inputs*/) {
    return std::make_shared<Pooling>(fields.flag("keepdims", false));
}

template <class Plain>
SharedLayer read_plain(const KerasFields& /*fields*/, Shapes /*inputs*/) {
    return std::make_shared<Plain>();
}

SharedLayer read_reshape(const KerasFields& fields, Shapes /*inputs*/) {
    const json& target = fields.raw("target_shape");
    if (!target.is_array() || target.empty() || target.size() > 8) fields.refuse("has no list as its target_shape");
    nn::Shape shape;
    for (const json& length : target) {
        const std::optional<std::int64_t> value = whole_within(length, -1, nn::kMaxTensorValues);
        if (!value || *value == 0) fields.refuse("has a target_shape that is not one of whole numbers");
        shape.axes.push_back(*value);
    }
    return std::make_shared<nn::Reshape>(std::move(shape));
}

/// Axes are counted with the batch in front.
SharedLayer read_permute(const KerasFields& fields, Shapes inputs) {
    const json& dims = fields.raw("dims");
    const nn::Shape& input = nn::only_input(inputs);
    const auto rank = static_cast<std::int64_t>(input.rank());
    if (!dims.is_array() || std::ssize(dims) != rank) fields.refuse("has dims that are not one per axis of its input");
    nn::Permute::Parameters parameters{.view = input, .order = {}, .target = {}};
    for (const json& axis : dims) {
        const std::optional<std::int64_t> value = whole_within(axis, 1, rank);
        if (!value) fields.refuse("has dims that are no axes of its input");
        parameters.order.push_back(static_cast<std::size_t>(*value - 1));
    }
    return std::make_shared<nn::Permute>(std::move(parameters));
}

SharedLayer read_activation_class(const KerasFields& fields, Shapes /*inputs*/) {
    return std::make_shared<nn::ActivationLayer>(read_activation(fields));
}

/// An axis as Keras counts it, with the batch in front, counted without: 0 is the example's first, -1 the last.
int read_axis(const KerasFields& fields, Shapes inputs) {
    const json& axis = fields.raw("axis");
    const auto rank = static_cast<std::int64_t>(inputs.empty() ? 0 : inputs.front().rank());
    const std::optional<std::int64_t> value =
        axis.is_null() ? -1 : whole_within(axis.is_array() && axis.size() == 1 ? axis[0] : axis, -rank, rank);
    if (!value || value == 0) fields.refuse("has an axis that its input has not");
    return static_cast<int>(*value > 0 ? *value - 1 : *value);
}

SharedLayer read_batch_normalization(const KerasFields& fields, Shapes inputs) {
    const int axis = read_axis(fields, inputs);
    if (axis != -1 && axis + 1 != static_cast<int>(nn::only_input(inputs).rank()))
        fields.refuse("normalises another axis than the last", "channels last (axis -1) works");
    return std::make_shared<nn::BatchNormalization>(
        nn::BatchNormalization::Parameters{.epsilon = fields.number("epsilon", 1e-3),
                                           .momentum = fields.number("momentum", 0.99),
                                           .use_scale = fields.flag("scale", true),
                                           .use_center = fields.flag("center", true)});
}

/// SpatialDropout2D drops whole channels in training; at inference both do nothing.
SharedLayer read_dropout(const KerasFields& fields, Shapes /*inputs*/) {
    return std::make_shared<nn::Dropout>(fields.number("rate", 0.5));
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

SharedLayer read_zero_padding2d(const KerasFields& fields, Shapes /*inputs*/) {
    return std::make_shared<nn::ZeroPadding2D>(read_border(fields, "padding", 1));
}

SharedLayer read_cropping2d(const KerasFields& fields, Shapes /*inputs*/) {
    return std::make_shared<nn::Cropping2D>(read_border(fields, "cropping", 0));
}

SharedLayer read_up_sampling2d(const KerasFields& fields, Shapes /*inputs*/) {
    const KerasPair size = fields.pair("size", 1, kMaxLength, {2, 2});
    const std::string interpolation = fields.text("interpolation", "nearest");
    if (interpolation != "nearest" && interpolation != "bilinear")
        fields.refuse(fmt::format("has an unknown interpolation \"{}\"", interpolation), "nearest and bilinear work");
    using Interpolation = nn::UpSampling2D::Interpolation;
    return std::make_shared<nn::UpSampling2D>(nn::UpSampling2D::Parameters{
        size.rows, size.cols, interpolation == "nearest" ? Interpolation::nearest : Interpolation::bilinear});
}

SharedLayer read_concatenate(const KerasFields& fields, Shapes inputs) {
    return std::make_shared<nn::Concatenate>(read_axis(fields, inputs));
}

/// One number, or a list of one per channel.
std::vector<float> read_numbers(const KerasFields& fields, const char* key, float otherwise) {
    if (!fields.raw(key).is_array()) return {static_cast<float>(fields.number(key, otherwise))};
    std::vector<float> numbers;
    for (const json& value : fields.raw(key)) {
        const std::optional<double> number = float_number(value);
        if (!number) fields.refuse(fmt::format("has a {} that is not one of numbers", key));
        numbers.push_back(static_cast<float>(*number));
    }
    return numbers;
}

SharedLayer read_rescaling(const KerasFields& fields, Shapes /*inputs*/) {
    return std::make_shared<nn::Rescaling>(
        nn::Rescaling::Parameters{read_numbers(fields, "scale", 1), read_numbers(fields, "offset", 0)});
}

template <const std::string_view& kClass>
SharedLayer read_function(const KerasFields& fields, Shapes inputs) {
    return std::make_shared<nn::ActivationLayer>(read_activation_layer(kClass, fields, nn::only_input(inputs).rank()));
}

constexpr std::string_view kReLU = "ReLU", kLeakyReLU = "LeakyReLU", kELU = "ELU", kSoftmax = "Softmax";

struct ClassReader {
    std::string_view class_name;
    SharedLayer (*read)(const KerasFields& fields, Shapes inputs);
};
constexpr std::array kClasses{
    ClassReader{"Activation", read_activation_class},
    ClassReader{"Add", read_plain<nn::Add>},
    ClassReader{"AveragePooling2D", read_pooling<nn::AveragePooling2D>},
    ClassReader{"BatchNormalization", read_batch_normalization},
    ClassReader{"Concatenate", read_concatenate},
    ClassReader{"Conv2D", read_conv2d},
    ClassReader{"Cropping2D", read_cropping2d},
    ClassReader{"Dense", read_dense},
    ClassReader{"DepthwiseConv2D", read_depthwise_conv2d},
    ClassReader{"Dropout", read_dropout},
    ClassReader{"ELU", read_function<kELU>},
    ClassReader{"Flatten", read_plain<nn::Flatten>},
    ClassReader{"GlobalAveragePooling2D", read_global_pooling<nn::GlobalAveragePooling2D>},
    ClassReader{"GlobalMaxPooling2D", read_global_pooling<nn::GlobalMaxPooling2D>},
    ClassReader{"LeakyReLU", read_function<kLeakyReLU>},
    ClassReader{"MaxPooling2D", read_pooling<nn::MaxPooling2D>},
    ClassReader{"Multiply", read_plain<nn::Multiply>},
    ClassReader{"Permute", read_permute},
    ClassReader{"ReLU", read_function<kReLU>},
    ClassReader{"Rescaling", read_rescaling},
    ClassReader{"Reshape", read_reshape},
    ClassReader{"Softmax", read_function<kSoftmax>},
    ClassReader{"SpatialDropout2D", read_dropout},
    ClassReader{"Subtract", read_plain<nn::Subtract>},
    ClassReader{"UpSampling2D", read_up_sampling2d},
    ClassReader{"ZeroPadding2D", read_zero_padding2d},
};

}  // namespace

SharedLayer read_keras_layer(const std::string& class_name, const KerasFields& fields, Shapes inputs) {
    const auto* const found = std::ranges::find(kClasses, class_name, &ClassReader::class_name);
    if (found == kClasses.end()) {
        std::vector<std::string_view> known{"InputLayer"};
        for (const ClassReader& reader : kClasses) known.push_back(reader.class_name);
        fields.refuse(fmt::format("has a layer of the unknown kind {}", class_name),
                      fmt::format("known are {}", fmt::join(known, ", ")));
    }
    if (fields.text("data_format", "channels_last") != "channels_last")
        fields.refuse("has its channels first", "save the model with data_format channels_last");
    return found->read(fields, inputs);
}

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

}  // namespace convscope
