#include "core/io/onnx/operators/convolutions.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "core/base/counted.h"
#include "core/io/onnx/operators/fused_epilogue.h"
#include "core/io/onnx/operators/windows.h"
#include "core/nn/layers/shape/cropping2d.h"
#include "core/nn/layers/window/conv2d.h"
#include "core/nn/layers/window/conv2d_transpose.h"

namespace convscope::onnx {

namespace {

/// Adds the convolution's input B, one number per filter, to the bias of the operators that were fused into it.
void add_bias_input(const Call& call, FusedEpilogue& epilogue, std::int64_t filters) {
    const Constant* const bias = call.optional_constant(2);
    if (bias == nullptr) return;
    if (bias->count() != filters) call.refuse("has a bias that does not fit its filters", kExportAgain);
    if (epilogue.bias.empty()) epilogue.bias.assign(static_cast<std::size_t>(filters), 0.F);
    for (std::int64_t i = 0; i < filters; ++i) epilogue.bias[static_cast<std::size_t>(i)] += bias->number(i);
}

/// The kernel's rows and columns; those of a signal's kernel are {1, columns}.
IntPair kernel_size(const Call& call, const Constant& kernel, std::size_t axes) {
    if (kernel.rank() != axes + 2 || kernel.count() == 0)
        call.refuse(fmt::format("has a kernel of {}", dims_text(kernel.dims())), kExportAgain);
    const Dims& k = kernel.dims();
    const IntPair size = axes == 1 ? IntPair{1, k[2]} : IntPair{k[2], k[3]};
    if (call.has_attribute("kernel_shape") && pair_of(call, "kernel_shape", axes, 1) != size)
        call.refuse("has a kernel_shape that is not its kernel's", kExportAgain);
    return size;
}

/// The rows and columns to crop after a transposed convolution: ONNX's pads minus its output_padding.
nn::Border crop_of(const Call& call) {
    std::vector<std::int64_t> pads = call.integers("pads"), output_padding = call.integers("output_padding");
    if (pads.empty()) pads.assign(4, 0);
    if (output_padding.empty()) output_padding.assign(2, 0);
    const auto is_valid = [](std::int64_t value) { return value >= 0 && value <= nn::kMaxSide; };
    if (pads.size() != 4 || output_padding.size() != 2 || !std::ranges::all_of(pads, is_valid) ||
        !std::ranges::all_of(output_padding, is_valid))
        call.refuse("has pads that do not fit an image", kExportAgain);
    return {
        .top = pads[0], .bottom = pads[2] - output_padding[0], .left = pads[1], .right = pads[3] - output_padding[1]};
}

/// The parameters, without bias and activation, of a transposed convolution with a kernel {channels, filters, rows,
/// cols}.
nn::Conv2DTranspose::Parameters transposed_parameters(const Call& call, const Dims& kernel) {
    if (call.integer("group", 1) != 1) call.refuse("has several groups", "use a transposed convolution of one group");
    if (call.has_attribute("output_shape") || call.text("auto_pad", "NOTSET") != "NOTSET")
        call.refuse("does not give its pads", "export it with pads instead of output_shape or auto_pad");
    const IntPair strides = pair_of(call, "strides", 2, 1), dilations = pair_of(call, "dilations", 2, 1);
    return {.filters = kernel[1],
            .window = {.rows = kernel[2],
                       .cols = kernel[3],
                       .row_stride = strides.rows,
                       .col_stride = strides.cols,
                       .row_dilation = dilations.rows,
                       .col_dilation = dilations.cols}};
}

/// The border to crop after a Conv2DTranspose layer. If the stride is larger than the window, the layer's output has
/// rows and columns after the last window that ONNX's output lacks.
nn::Border crop_after(const Call& call, const nn::Window& window) {
    nn::Border crop = crop_of(call);
    crop.bottom += std::max<std::int64_t>(window.row_stride - ((window.rows - 1) * window.row_dilation + 1), 0);
    crop.right += std::max<std::int64_t>(window.col_stride - ((window.cols - 1) * window.col_dilation + 1), 0);
    if (crop.bottom < 0 || crop.right < 0)
        call.refuse("pads its output by more than it crops", "use an output_padding of at most the pads");
    return crop;
}

}  // namespace

void read_convolution(const Call& call) {
    const Value image = as_image(call, call.value(0));
    const nn::Shape& shape = call.shape(image);
    const Constant& kernel = call.constant(1);
    const std::size_t axes = image_axis_count(call, image);
    const IntPair size = kernel_size(call, kernel, axes);
    const Dims& k = kernel.dims();
    nn::Conv2D::Parameters parameters{
        .filters = k[0], .window = window_of(call, size, axes, shape), .groups = call.integer("group", 1)};
    if (parameters.groups < 1 || k[1] != shape.channels() / parameters.groups)
        call.refuse(fmt::format("has a kernel of {} for {} in {}", dims_text(k), counted(shape.channels(), "channel"),
                                counted(parameters.groups, "group")),
                    kExportAgain);
    const nn::Shape output = output_of(nn::Conv2D(parameters), shape);
    FusedEpilogue epilogue = fuse_epilogue(call, Value(-1, image_arrangement(output, image)), k[0]);
    add_bias_input(call, epilogue, k[0]);
    parameters.use_bias = !epilogue.bias.empty();
    parameters.activation = epilogue.activation;
    const Constant hwio = kernel.reshaped({k[0], k[1], size.rows, size.cols}).transposed({2, 3, 1, 0});
    std::vector<nn::SharedTensor> weights{call.weight({size.rows, size.cols, k[1], k[0]}, hwio.numbers())};
    if (parameters.use_bias) weights.push_back(call.weight({k[0]}, epilogue.bias));
    const int node = call.add(std::make_shared<nn::Conv2D>(parameters), {image.node}, std::move(weights));
    set_output(call, std::move(epilogue), node);
}

void read_transposed_convolution(const Call& call) {
    const Value image = as_image(call, call.value(0));
    const nn::Shape& shape = call.shape(image);
    const Constant& kernel = call.constant(1);
    const Dims& k = kernel.dims();
    if (image_axis_count(call, image) != 2 || k.size() != 4 || kernel.count() == 0 || k[0] != shape.channels())
        call.refuse(fmt::format("has a kernel of {} for {}", dims_text(k), counted(shape.channels(), "channel")),
                    kExportAgain);
    nn::Conv2DTranspose::Parameters parameters = transposed_parameters(call, k);
    const nn::Border crop = crop_after(call, parameters.window);
    nn::Shape output = output_of(nn::Conv2DTranspose(parameters), shape);
    const bool is_cropped = crop != nn::Border{};
    if (is_cropped) output = output_of(nn::Cropping2D(crop), output);
    FusedEpilogue epilogue = fuse_epilogue(call, Value(-1, image_arrangement(output, image)), k[1]);
    add_bias_input(call, epilogue, k[1]);
    parameters.use_bias = !epilogue.bias.empty();
    parameters.activation = epilogue.activation;
    std::vector<nn::SharedTensor> weights{
        call.weight({k[2], k[3], k[1], k[0]}, kernel.transposed({2, 3, 1, 0}).numbers())};
    if (parameters.use_bias) weights.push_back(call.weight({k[1]}, epilogue.bias));
    int node = call.add(std::make_shared<nn::Conv2DTranspose>(parameters), {image.node}, std::move(weights));
    if (is_cropped) node = call.add(std::make_shared<nn::Cropping2D>(crop), {node}, {}, "_cut");
    set_output(call, std::move(epilogue), node);
}

}  // namespace convscope::onnx
