#include "core/io/tensorflow/image_operators.h"

#include <algorithm>
#include <memory>
#include <numeric>

#include "core/base/text/translation.h"
#include "core/io/onnx/operators/constant_operands.h"
#include "core/io/onnx/operators/fused_epilogue.h"
#include "core/io/onnx/operators/statistics.h"
#include "core/io/tensorflow/image_windows.h"
#include "core/nn/layers/pointwise/batch_normalization.h"
#include "core/nn/layers/pointwise/prelu.h"
#include "core/nn/layers/pointwise/rescaling.h"
#include "core/nn/layers/shape/resizing.h"
#include "core/nn/layers/shape/up_sampling2d.h"
#include "core/nn/layers/window/conv2d.h"
#include "core/nn/layers/window/conv2d_transpose.h"
#include "core/nn/layers/window/pooling2d.h"

namespace convscope::tensorflow {

using onnx::Call;
using onnx::Constant;
using onnx::FusedEpilogue;
using onnx::kExportAgain;
using onnx::Value;

namespace {

/// The constant kernel, input 1, with four axes. Throws LoadError for others.
const Constant& kernel_of(const Call& call) {
    const Constant& kernel = call.constant(1);
    if (kernel.rank() != 4 || kernel.count() == 0)
        call.refuse(tr("has a kernel of {}", onnx::dims_text(kernel.dims())), kExportAgain);
    return kernel;
}

[[noreturn]] void refuse_kernel(const Call& call, const Constant& kernel, std::int64_t channels) {
    call.refuse(tr_count(channels, "has a kernel of {1} for {0} channel", "has a kernel of {1} for {0} channels",
                         onnx::dims_text(kernel.dims())),
                kExportAgain);
}

/// Adds the layer with a kernel of that shape, and with the bias and the activation of the operators after it.
/// `parameters` does not have bias and activation yet.
template <class Layer>
void add_with_epilogue(const Call& call, typename Layer::Parameters parameters, const Value& image,
                       const nn::Shape& kernel, const Value& output) {
    FusedEpilogue epilogue = onnx::fuse_epilogue(call, output, parameters.filters);
    parameters.use_bias = !epilogue.bias.empty();
    parameters.activation = epilogue.activation;
    std::vector<nn::SharedTensor> weights{call.weight(kernel, kernel_of(call).numbers())};
    if (parameters.use_bias) weights.push_back(call.weight({parameters.filters}, epilogue.bias));
    const int node = call.add(std::make_shared<Layer>(parameters), {image.node}, std::move(weights));
    onnx::set_output(call, std::move(epilogue), node);
}

void add_convolution(const Call& call, const nn::Conv2D::Parameters& parameters, const Value& image,
                     const nn::Shape& kernel) {
    const nn::Shape output = output_of(nn::Conv2D(parameters), call.shape(image));
    add_with_epilogue<nn::Conv2D>(call, parameters, image, kernel, Value(-1, nhwc_arrangement(output, image)));
}

template <class Pooling>
void read_pool(const Call& call) {
    call.only_first_output();
    const Value image = image_input(call);
    if (!call.has_attribute("ksize")) call.refuse(tr("has no ksize"), kExportAgain);
    const auto layer = std::make_shared<Pooling>(nhwc_window(call, sides_of(call, "ksize")));
    set_nhwc_image(call, call.add(layer, {image.node}), image);
}

/// The rows and columns to which an image is resized.
Sides new_size(const Call& call) {
    const std::vector<std::int64_t> size = call.constant(1).integers();
    const auto is_valid = [](std::int64_t side) { return side >= 1 && side <= nn::kMaxSide; };
    if (size.size() != 2 || !is_valid(size[0]) || !is_valid(size[1]))
        call.refuse(tr("resizes an image to {}", onnx::dims_text(size)), kExportAgain);
    return {size[0], size[1]};
}

void read_resize(const Call& call, nn::Interpolation interpolation) {
    const Value image = image_input(call);
    const nn::Shape& shape = call.shape(image);
    const Sides size = new_size(call);
    if (size == Sides{shape.rows(), shape.cols()}) return call.set(image);
    const bool is_half_pixel = call.integer("half_pixel_centers", 0) != 0;
    const bool aligns_corners = call.integer("align_corners", 0) != 0;
    const bool repeats = interpolation == nn::Interpolation::nearest && !aligns_corners &&
                         size.rows % shape.rows() == 0 && size.cols % shape.cols() == 0;
    if (aligns_corners || !(is_half_pixel || repeats))
        call.refuse(aligns_corners ? tr("resizes with align_corners") : tr("resizes without half_pixel_centers"),
                    tr("use half_pixel_centers, as tf.image.resize does"));
    nn::SharedLayer layer =
        std::make_shared<nn::Resizing>(nn::Resizing::Parameters{size.rows, size.cols, interpolation});
    if (repeats)
        layer = std::make_shared<nn::UpSampling2D>(nn::UpSampling2D::Parameters{
            .row_factor = size.rows / shape.rows(), .col_factor = size.cols / shape.cols()});
    set_nhwc_image(call, call.add(std::move(layer), {image.node}), image);
}

}  // namespace

bool image_keeps_examples(const Call& call) {
    const std::size_t index = call.node().kind == "Conv2DBackpropInput" ? 2 : 0;
    return call.value(index).batch_axis().value_or(0) == 0;
}

bool channels_keep_examples(const Call& call) {
    const Value& value = call.value(0);
    return value.batch_axis().value_or(0) + 1 != value.rank();
}

bool sum_keeps_examples(const Call& call) {
    const Value& value = call.value(0);
    const std::vector<std::size_t> axes = onnx::reduced_axes(call, value.rank());
    return !value.batch_axis() || std::ranges::find(axes, *value.batch_axis()) == axes.end();
}

void read_convolution(const Call& call) {
    const Value image = image_input(call);
    const std::int64_t channels = call.shape(image).channels();
    const Constant& kernel = kernel_of(call);
    const Dims& k = kernel.dims();
    if (channels % k[2] != 0) refuse_kernel(call, kernel, channels);
    add_convolution(call, {.filters = k[3], .window = nhwc_window(call, {k[0], k[1]}), .groups = channels / k[2]},
                    image, nn::Shape(k));
}

void read_depthwise_convolution(const Call& call) {
    const Value image = image_input(call);
    const std::int64_t channels = call.shape(image).channels();
    const Constant& kernel = kernel_of(call);
    const Dims& k = kernel.dims();
    if (k[2] != channels) refuse_kernel(call, kernel, channels);
    // Channel c gives the `multiplier` outputs from c * multiplier on, in the order of a convolution with groups.
    const std::int64_t filters = channels * k[3];
    add_convolution(call, {.filters = filters, .window = nhwc_window(call, {k[0], k[1]}), .groups = channels}, image,
                    {k[0], k[1], 1, filters});
}

void read_transposed_convolution(const Call& call) {
    const Value image = image_input(call, 2);
    const Constant& kernel = kernel_of(call);
    const Dims& k = kernel.dims();
    if (k[3] != call.shape(image).channels()) refuse_kernel(call, kernel, call.shape(image).channels());
    const nn::Conv2DTranspose::Parameters parameters{.filters = k[2], .window = nhwc_window(call, {k[0], k[1]})};
    const nn::Shape output = output_of(nn::Conv2DTranspose(parameters), call.shape(image));
    const std::vector<std::int64_t> stated = call.constant(0).integers();
    if (stated.size() != 4 || stated[1] != output.rows() || stated[2] != output.cols() || stated[3] != k[2])
        call.refuse(tr("gives {} where its window gives {}", onnx::dims_text(stated), to_string(output)),
                    tr("use an output of the size that Keras computes"));
    add_with_epilogue<nn::Conv2DTranspose>(call, parameters, image, nn::Shape(k),
                                           Value(-1, nhwc_arrangement(output, image)));
}

void read_max_pool(const Call& call) {
    read_pool<nn::MaxPooling2D>(call);
}

void read_average_pool(const Call& call) {
    read_pool<nn::AveragePooling2D>(call);
}

void read_batch_normalization(const Call& call) {
    call.only_first_output();
    if (call.integer("is_training", 0) != 0) call.refuse(tr("is in training mode"), tr("export it for inference"));
    if (call.text("data_format", "NHWC") != "NHWC")
        call.refuse(tr("normalizes channels before rows and columns (NCHW)"), tr("convert the model with NHWC images"));
    Value value = call.value(0);
    if (value.rank() < 2) call.refuse(tr("has no channel axis"), kExportAgain);
    const std::size_t axis = value.rank() - 1;
    value = call.innermost(value, value.axes[axis]);
    const std::int64_t channels = value.length(axis);
    std::vector<nn::SharedTensor> weights;
    weights.reserve(4);
    for (std::size_t i = 1; i < 5; ++i) {
        const Constant& statistic = call.constant(i);
        if (statistic.count() != channels)
            call.refuse(tr("has {} for {}", tr_count(statistic.count(), "{} number", "{} numbers"),
                           tr_count(channels, "{} channel", "{} channels")),
                        kExportAgain);
        weights.push_back(call.weight({channels}, onnx::in_memory_order(statistic.numbers(), value, axis)));
    }
    constexpr float kMinEpsilon = 1e-12F;
    const auto layer = std::make_shared<nn::BatchNormalization>(
        nn::BatchNormalization::Parameters{.epsilon = std::max(kMinEpsilon, call.number("epsilon", 1e-4F))});
    value.node = call.add(layer, {value.node}, std::move(weights));
    call.set(std::move(value));
}

void read_prelu(const Call& call) {
    const Value& value = call.value(0);
    const Constant& slopes = call.constant(1);
    Dims shape = slopes.dims();
    if (shape.size() == value.rank() && !shape.empty() && shape.front() == 1) shape.erase(shape.begin());
    if (value.rank() < 2 || value.rank() > nn::kMaxAxes + 1 || shape.size() + 1 > value.rank())
        call.refuse(tr("has slopes of {}", onnx::dims_text(slopes.dims())), tr("use one slope per channel"));
    shape.insert(shape.begin(), value.rank() - 1 - shape.size(), 1);
    std::vector<std::size_t> axes(value.rank() - 1);
    std::iota(axes.begin(), axes.end(), std::size_t{1});
    Value result = call.with_axes(value, axes);
    const nn::Shape slope_shape(shape);
    result.node =
        call.add(std::make_shared<nn::PReLU>(slope_shape), {result.node}, {call.weight(slope_shape, slopes.numbers())});
    call.set(std::move(result));
}

void read_resize_bilinear(const Call& call) {
    read_resize(call, nn::Interpolation::bilinear);
}

void read_resize_nearest(const Call& call) {
    read_resize(call, nn::Interpolation::nearest);
}

void read_sum(const Call& call) {
    const Value& input = call.value(0);
    const std::int64_t summands = input.product(input.factors_of(onnx::reduced_axes(call, input.rank())));
    onnx::read_reduce_mean(call);
    Value sum = *call.assembly().value(call.output());
    sum.node = call.add(std::make_shared<nn::Rescaling>(
                            nn::Rescaling::Parameters{.scale = {static_cast<float>(summands)}, .offset = {0}}),
                        {sum.node}, {}, "_sum");
    call.set(std::move(sum));
}

}  // namespace convscope::tensorflow
