#include "core/io/tflite/image_operators.h"

#include <cmath>
#include <utility>

#include "core/base/text/translation.h"

namespace convscope::tflite {

namespace {

using Integers = std::vector<std::int64_t>;

constexpr int kRelu = 1, kRelu6 = 3;

/// The name of a padding in TensorFlow.
std::string padding_name(const OperatorReader& reader, int number) {
    if (number != 0 && number != 1) reader.refuse(tr("has the padding {}", number), kDownloadAgain);
    return number == 0 ? "SAME" : "VALID";
}

/// Strides or another pair of numbers for N,H,W,C.
Integers sides(std::int64_t rows, std::int64_t cols) {
    return {1, rows, cols, 1};
}

/// The constant kernel, input 1, with four axes.
onnx::Constant four_axes(OperatorReader& reader) {
    onnx::Constant kernel = reader.constant(1);
    if (kernel.rank() != 4 || kernel.count() == 0)
        reader.refuse(tr("has a kernel of {}", onnx::dims_text(kernel.dims())), kDownloadAgain);
    return kernel;
}

/// Adds a node, then the bias, which is input `bias_input` and may be left out, and the activation.
void add_with_bias(OperatorReader& reader, const std::string& kind, std::vector<std::string> inputs,
                   Attributes attributes, std::size_t bias_input, int activation) {
    if (!reader.has_input(bias_input))
        return add_saturated(reader, kind, std::move(inputs), activation, std::move(attributes));
    const std::string value = reader.add(kind, std::move(inputs), std::move(attributes));
    add_saturated(reader, "BiasAdd", {value, reader.input(bias_input)}, activation);
}

template <class Options>
Attributes window_attributes(const OperatorReader& reader, const Options& options) {
    return {{"padding", padding_name(reader, options.padding())},
            {"strides", sides(options.stride_h(), options.stride_w())}};
}

void read_pool(OperatorReader& reader, const char* kind) {
    const auto& options = reader.options<format::Pool2DOptions>();
    Attributes attributes = window_attributes(reader, options);
    attributes.emplace("ksize", sides(options.filter_h(), options.filter_w()));
    reader.add_last(kind, {reader.input(0)}, std::move(attributes), options.activation());
}

template <class Options>
void read_resize(OperatorReader& reader, const char* kind) {
    const auto* const options = reader.optional_options<Options>();
    Attributes attributes;
    if (options != nullptr) {
        attributes.emplace("align_corners", std::int64_t{options->align_corners()});
        attributes.emplace("half_pixel_centers", std::int64_t{options->half_pixel_centers()});
    }
    reader.add_last(kind, {reader.input(0), reader.input(1)}, std::move(attributes));
}

bool has_negative_inputs(OperatorReader& reader) {
    for (std::size_t i = 0; i < reader.input_count(); ++i) {
        if (!reader.has_input(i)) continue;
        const std::optional<Quantisation> input = reader.tensors().quantisation(reader.input_tensor(i));
        if (!input || input->low < 0) return true;
    }
    return false;
}

}  // namespace

void add_saturated(OperatorReader& reader, const std::string& kind, std::vector<std::string> inputs, int activation,
                   Attributes attributes) {
    const std::optional<Quantisation> output = reader.tensors().quantisation(reader.output_tensor(0));
    if (activation == 0 && output && output->low == 0 && has_negative_inputs(reader))
        activation = std::fabs(output->high - 6) < output->scale ? kRelu6 : kRelu;
    reader.add_last(kind, std::move(inputs), std::move(attributes), activation);
}

void read_convolution(OperatorReader& reader) {
    const auto& options = reader.options<format::Conv2DOptions>();
    Attributes attributes = window_attributes(reader, options);
    attributes.emplace("dilations", sides(options.dilation_h(), options.dilation_w()));
    // {filters, rows, cols, channels} becomes {rows, cols, channels, filters}.
    const std::string kernel = reader.add_constant(four_axes(reader).transposed({1, 2, 3, 0}));
    add_with_bias(reader, "Conv2D", {reader.input(0), kernel}, std::move(attributes), 2, options.activation());
}

void read_depthwise_convolution(OperatorReader& reader) {
    const auto& options = reader.options<format::DepthwiseConv2DOptions>();
    Attributes attributes = window_attributes(reader, options);
    attributes.emplace("dilations", sides(options.dilation_h(), options.dilation_w()));
    const onnx::Constant kernel = four_axes(reader);
    const Dims& k = kernel.dims();
    const Dims image = reader.tensors().dims(reader.input_tensor(0));
    if (k[0] != 1 || image.size() != 4 || image[3] < 1 || k[3] % image[3] != 0)
        reader.refuse(tr("has a kernel of {} for {}", onnx::dims_text(k), onnx::dims_text(image)), kDownloadAgain);
    // {1, rows, cols, channels x multiplier} becomes {rows, cols, channels, multiplier}.
    const std::string split = reader.add_constant(kernel.reshaped({k[1], k[2], image[3], k[3] / image[3]}));
    add_with_bias(reader, "DepthwiseConv2dNative", {reader.input(0), split}, std::move(attributes), 2,
                  options.activation());
}

void read_transposed_convolution(OperatorReader& reader) {
    const auto& options = reader.options<format::TransposeConvOptions>();
    // {filters, rows, cols, channels} becomes {rows, cols, filters, channels}.
    const std::string kernel = reader.add_constant(four_axes(reader).transposed({1, 2, 0, 3}));
    add_with_bias(reader, "Conv2DBackpropInput", {reader.input(0), kernel, reader.input(2)},
                  window_attributes(reader, options), 3, options.activation());
}

void read_fully_connected(OperatorReader& reader) {
    const auto& options = reader.options<format::FullyConnectedOptions>();
    const onnx::Constant weights = reader.constant(1);
    if (weights.rank() != 2 || weights.count() == 0 || options.weights_format() != 0)
        reader.refuse(tr("has a kernel of {}", onnx::dims_text(weights.dims())), kDownloadAgain);
    std::string features = reader.input(0);
    if (!options.keep_num_dims() && reader.tensors().dims(reader.input_tensor(0)).size() != 2)
        features = reader.add("Reshape", {features, reader.add_constant({{2}, Integers{-1, weights.dims()[1]}})});
    const std::string kernel = reader.add_constant(weights.transposed({1, 0}));
    add_with_bias(reader, "MatMul", {features, kernel}, {}, 2, options.activation());
}

void read_average_pool(OperatorReader& reader) {
    read_pool(reader, "AvgPool");
}

void read_max_pool(OperatorReader& reader) {
    read_pool(reader, "MaxPool");
}

void read_resize_bilinear(OperatorReader& reader) {
    read_resize<format::ResizeBilinearOptions>(reader, "ResizeBilinear");
}

void read_resize_nearest(OperatorReader& reader) {
    read_resize<format::ResizeNearestOptions>(reader, "ResizeNearestNeighbor");
}

}  // namespace convscope::tflite
