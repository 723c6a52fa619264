#include "core/io/onnx/operators/convolutions.h"

#include <algorithm>
#include <memory>

#include "core/base/text/translation.h"
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
    if (bias->count() != filters) call.refuse(tr("has a bias that does not fit its filters"), kExportAgain);
    if (epilogue.bias.empty()) epilogue.bias.assign(static_cast<std::size_t>(filters), 0.F);
    for (std::int64_t i = 0; i < filters; ++i) epilogue.bias[static_cast<std::size_t>(i)] += bias->number(i);
}

/// The kernel's rows and columns; those of a signal's kernel are {1, columns}.
IntPair kernel_size(const Call& call, const Constant& kernel, std::size_t axes) {
    if (kernel.rank() != axes + 2 || kernel.count() == 0)
        call.refuse(tr("has a kernel of {}", dims_text(kernel.dims())), kExportAgain);
    const Dims& k = kernel.dims();
    const IntPair size = axes == 1 ? IntPair{1, k[2]} : IntPair{k[2], k[3]};
    if (call.has_attribute("kernel_shape") && pair_of(call, "kernel_shape", axes, 1) != size)
        call.refuse(tr("has a kernel_shape that is not its kernel's"), kExportAgain);
    return size;
}

/// One axis of a transposed convolution.
struct TransposedAxis {
    std::int64_t before = 0, after = 0;  ///< number of outputs to crop
    std::int64_t padding = 0;            ///< outputs to add after the last window; see Conv2DTranspose
};

/// A list attribute with one number, 0 or more, for each of `count` axes or ends; zeros if the file leaves it out.
std::vector<std::int64_t> numbers_of_axes(const Call& call, const char* name, std::size_t count) {
    std::vector<std::int64_t> numbers = call.integers(name);
    if (numbers.empty()) numbers.assign(count, 0);
    const auto is_valid = [](std::int64_t value) { return value >= 0 && value <= nn::kMaxSide; };
    if (numbers.size() != count || !std::ranges::all_of(numbers, is_valid))
        call.refuse(tr("has {} that do not fit its image", name), kExportAgain);
    return numbers;
}

/// The axis cropped or padded to `length` outputs; `natural` is its length without pads. If the total crop is odd, the
/// end is cropped by one more for SAME_UPPER, else the beginning, as ONNX defines it.
TransposedAxis axis_of_length(std::int64_t natural, std::int64_t length, bool crops_end_more, std::int64_t padding) {
    const std::int64_t total = natural + padding - length;
    if (total < 0) return {.padding = padding - total};
    const std::int64_t less = total / 2, more = total - less;
    return {crops_end_more ? less : more, crops_end_more ? more : less, padding};
}

/// The axis number `axis` of the `axes` that the window slides over.
TransposedAxis transposed_axis(const Call& call, std::size_t axis, std::size_t axes, const nn::WindowAxis& window) {
    const std::int64_t natural = (window.input - 1) * window.stride + window.extent();
    const std::int64_t padding = numbers_of_axes(call, "output_padding", axes)[axis];
    const std::string mode = call.text("auto_pad", "NOTSET");
    TransposedAxis result;
    if (call.has_attribute("output_shape")) {
        const std::vector<std::int64_t> lengths = call.integers("output_shape");
        if (lengths.size() < axes) call.refuse(tr("has an output_shape that does not fit its image"), kExportAgain);
        const std::int64_t length = lengths[lengths.size() - axes + axis];
        if (length < 1 || length > nn::kMaxSide) call.refuse(tr("has an impossible output_shape"), kExportAgain);
        result = axis_of_length(natural, length, mode == "SAME_UPPER", padding);
    } else if (mode.starts_with("SAME")) {
        result = axis_of_length(natural, window.input * window.stride, mode == "SAME_UPPER", padding);
    } else {
        const std::vector<std::int64_t> pads = numbers_of_axes(call, "pads", 2 * axes);
        result = {pads[axis], pads[axis + axes], padding};
    }
    const std::int64_t cancelled = std::min(result.after, result.padding);
    return {result.before, result.after - cancelled, result.padding - cancelled};
}

/// A transposed convolution of one image, without bias and activation, and the border to crop off its output.
struct Transposed {
    nn::Conv2DTranspose::Parameters parameters;
    nn::Border crop;
};

/// `filters` is the number of filters in one group.
Transposed transposed_of(const Call& call, const nn::Shape& image, IntPair size, std::size_t axes,
                         std::int64_t filters) {
    const IntPair strides = pair_of(call, "strides", axes, 1), dilations = pair_of(call, "dilations", axes, 1);
    const std::int64_t groups = call.integer("group", 1);
    if (groups < 1 || image.channels() % groups != 0 || filters > nn::kMaxSide)
        call.refuse(tr("divides {} into {}", tr_count(image.channels(), "{} channel", "{} channels"),
                       tr_count(groups, "{} group", "{} groups")),
                    kExportAgain);
    Transposed result{.parameters = {.filters = filters * groups,
                                     .window = {.rows = size.rows,
                                                .cols = size.cols,
                                                .row_stride = strides.rows,
                                                .col_stride = strides.cols,
                                                .row_dilation = dilations.rows,
                                                .col_dilation = dilations.cols},
                                     .groups = groups},
                      .crop = {}};
    const nn::WindowAxis row_window{image.rows(), size.rows, strides.rows, dilations.rows},
        col_window{image.cols(), size.cols, strides.cols, dilations.cols};
    const TransposedAxis rows = axes == 1 ? TransposedAxis{} : transposed_axis(call, 0, axes, row_window);
    const TransposedAxis cols = transposed_axis(call, axes - 1, axes, col_window);
    result.crop = {rows.before, rows.after, cols.before, cols.after};
    // If the window is shorter than the stride, a layer without output_padding adds outputs up to the whole stride.
    if (rows.padding > 0 || strides.rows > row_window.extent()) result.parameters.row_padding = rows.padding;
    if (cols.padding > 0 || strides.cols > col_window.extent()) result.parameters.col_padding = cols.padding;
    return result;
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
        call.refuse(
            tr("has a kernel of {} for {} in {}", dims_text(k), tr_count(shape.channels(), "{} channel", "{} channels"),
               tr_count(parameters.groups, "{} group", "{} groups")),
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
    const std::size_t axes = image_axis_count(call, image);
    const IntPair size = kernel_size(call, kernel, axes);
    const Dims& k = kernel.dims();
    if (k[0] != shape.channels())
        call.refuse(tr_count(shape.channels(), "has a kernel of {1} for {0} channel",
                             "has a kernel of {1} for {0} channels", dims_text(k)),
                    kExportAgain);
    auto [parameters, crop] = transposed_of(call, shape, size, axes, k[1]);
    nn::Shape output = output_of(nn::Conv2DTranspose(parameters), shape);
    const bool is_cropped = crop != nn::Border{};
    if (is_cropped) output = output_of(nn::Cropping2D(crop), output);
    FusedEpilogue epilogue = fuse_epilogue(call, Value(-1, image_arrangement(output, image)), parameters.filters);
    add_bias_input(call, epilogue, parameters.filters);
    parameters.use_bias = !epilogue.bias.empty();
    parameters.activation = epilogue.activation;
    const Constant hwoi = kernel.reshaped({k[0], k[1], size.rows, size.cols}).transposed({2, 3, 1, 0});
    std::vector<nn::SharedTensor> weights{call.weight({size.rows, size.cols, k[1], k[0]}, hwoi.numbers())};
    if (parameters.use_bias) weights.push_back(call.weight({parameters.filters}, epilogue.bias));
    int node = call.add(std::make_shared<nn::Conv2DTranspose>(parameters), {image.node}, std::move(weights));
    if (is_cropped) node = call.add(std::make_shared<nn::Cropping2D>(crop), {node}, {}, "_cut");
    set_output(call, std::move(epilogue), node);
}

}  // namespace convscope::onnx
