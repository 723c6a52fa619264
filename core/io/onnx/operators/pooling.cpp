// Operators that slide a window over an image, or enlarge it.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include "core/io/onnx/operators.h"
#include "core/nn/layers/conv2d.h"
#include "core/nn/layers/conv2d_transpose.h"
#include "core/nn/layers/cropping2d.h"
#include "core/nn/layers/global_pooling2d.h"
#include "core/nn/layers/pooling2d.h"
#include "core/nn/layers/up_sampling2d.h"
#include "core/nn/layers/zero_padding2d.h"

namespace convscope {

namespace {

constexpr std::int64_t kBatch = nn::Layout::kBatchAxis;

/// A list of one number per image axis as rows and cols; what is left out is `otherwise`.
struct Pair {
    std::int64_t rows, cols;
};

Pair pair_of(const OnnxCall& call, const char* name, std::size_t axes, std::int64_t otherwise) {
    std::vector<std::int64_t> given = call.wholes(name);
    if (given.empty()) given.assign(axes, otherwise);
    if (given.size() != axes) call.refuse(fmt::format("has {} {} for {} axes", given.size(), name, axes), kOnnxRemedy);
    for (const std::int64_t value : given)
        if (value < 1 || value > nn::kMaxSide) call.refuse(fmt::format("has {} of {}", name, value), kOnnxRemedy);
    return axes == 1 ? Pair{otherwise, given[0]} : Pair{given[0], given[1]};
}

/// Before and after along one axis.
struct Ends {
    std::int64_t before = 0, after = 0;
};

/// auto_pad: as many outputs as the input has strides; the odd pixel before or after.
Ends same_ends(std::int64_t input, std::int64_t size, std::int64_t stride, std::int64_t dilation, bool lower) {
    const std::int64_t outputs = (input + stride - 1) / stride;
    const std::int64_t total = std::max<std::int64_t>(0, (outputs - 1) * stride + (size - 1) * dilation + 1 - input);
    const std::int64_t less = total / 2;
    return lower ? Ends{total - less, less} : Ends{less, total - less};
}

bool operator==(const Ends& a, const Ends& b) {
    return a.before == b.before && a.after == b.after;
}

/// The window of a convolution or pooling over an image, {rows, cols, channels}. `axes`: 1 or 2.
nn::Window window_of(const OnnxCall& call, Pair size, std::size_t axes, const nn::Shape& image) {
    const Pair strides = pair_of(call, "strides", axes, 1), dilations = pair_of(call, "dilations", axes, 1);
    nn::Window window{.rows = size.rows,
                      .cols = size.cols,
                      .row_stride = strides.rows,
                      .col_stride = strides.cols,
                      .row_dilation = dilations.rows,
                      .col_dilation = dilations.cols};
    window.ceil_mode = call.whole("ceil_mode", 0) != 0;
    const std::string how = call.text("auto_pad", "NOTSET");
    if (how != "NOTSET" && how != "VALID" && how != "SAME_UPPER" && how != "SAME_LOWER")
        call.refuse(fmt::format("has an unknown auto_pad {}", onnx_shown(how)), kOnnxRemedy);
    const auto same = [&](bool lower) {
        return std::array{same_ends(image.rows(), size.rows, strides.rows, dilations.rows, lower),
                          same_ends(image.cols(), size.cols, strides.cols, dilations.cols, lower)};
    };
    std::array<Ends, 2> ends;
    if (how == "SAME_UPPER" || how == "SAME_LOWER") {
        ends = same(how == "SAME_LOWER");
        window.ceil_mode = false;
    } else if (const std::vector<std::int64_t> pads = call.wholes("pads"); how == "NOTSET" && !pads.empty()) {
        if (pads.size() != 2 * axes)
            call.refuse(fmt::format("has {} pads for {} axes", pads.size(), axes), kOnnxRemedy);
        for (const std::int64_t pad : pads)
            if (pad < 0 || pad > nn::kMaxSide) call.refuse(fmt::format("has a pad of {}", pad), kOnnxRemedy);
        ends = axes == 1 ? std::array{Ends{}, Ends{pads[0], pads[1]}}
                         : std::array{Ends{pads[0], pads[2]}, Ends{pads[1], pads[3]}};
    }
    // Where Keras has a word for it, it is called by that.
    if (ends == std::array<Ends, 2>{}) return window;
    window.padding = ends == same(false) && !window.ceil_mode ? nn::Padding::same : nn::Padding::explicit_;
    if (window.padding == nn::Padding::explicit_)
        window.border = {ends[0].before, ends[0].after, ends[1].before, ends[1].after};
    return window;
}

/// The axes that a window slides over: those behind batch and channels.
std::size_t image_axes(const OnnxCall& call, const OnnxValue& value) {
    if (value.rank() != 3 && value.rank() != 4)
        call.refuse(fmt::format("works on {} axes", value.rank()), "images (batch, channels, rows, cols) work");
    return value.rank() - 2;
}

/// An image's axes, {rows, cols, channels}, under ONNX's: batch, channels, rows, cols.
OnnxValue image_value(const nn::Shape& image, bool has_batch, std::size_t axes) {
    OnnxDims dims{has_batch ? kBatch : 1, image.channels()};
    if (axes == 2) dims.push_back(image.rows());
    dims.push_back(image.cols());
    return axes == 2 ? onnx_value(-1, dims, {0, 2, 3, 1}) : onnx_value(-1, dims, {0, 2, 1});
}

/// The layer's own output, of the node that is added for it.
void set_image(const OnnxCall& call, int node, const nn::Shape& image, const OnnxValue& from) {
    OnnxValue value = image_value(image, from.batch_axis().has_value(), from.rank() - 2);
    value.node = node;
    call.set(std::move(value));
}

template <class Layer>
nn::Shape output_of(const Layer& layer, const nn::Shape& input) {
    return layer.output_shape(std::array{input});
}

template <class Pooling, class... Arguments>
void read_pool(const OnnxCall& call, Arguments... arguments) {
    call.only_first_output();
    const OnnxValue image = onnx_image(call, call.value(0));
    const std::size_t axes = image_axes(call, image);
    if (!call.has_attribute("kernel_shape")) call.refuse("has no kernel_shape", kOnnxRemedy);
    const nn::Shape shape = call.assembly().shape(image);
    const auto layer =
        std::make_shared<Pooling>(window_of(call, pair_of(call, "kernel_shape", axes, 1), axes, shape), arguments...);
    const nn::Shape output = output_of(*layer, shape);
    set_image(call, call.add(layer, {image.node}), output, image);
}

template <class Pooling>
void read_global_pool(const OnnxCall& call) {
    const OnnxValue image = onnx_image(call, call.value(0));
    const nn::Shape output{1, 1, call.assembly().shape(image).channels()};
    set_image(call, call.add(std::make_shared<Pooling>(true), {image.node}), output, image);
}

/// The bias of a convolution's own and what is added behind it, for that many filters.
void join_bias(const OnnxCall& call, OnnxTail& tail, std::int64_t filters) {
    const OnnxConstant* const bias = call.optional_constant(2);
    if (bias == nullptr) return;
    if (bias->count() != filters) call.refuse("has a bias that does not fit its filters", kOnnxRemedy);
    if (tail.bias.empty()) tail.bias.assign(static_cast<std::size_t>(filters), 0.F);
    for (std::int64_t i = 0; i < filters; ++i) tail.bias[static_cast<std::size_t>(i)] += bias->number(i);
}

/// What a transposed convolution leaves of its windows' whole extent, {before, after} along rows and cols.
nn::Border cut_of(const OnnxCall& call) {
    std::vector<std::int64_t> pads = call.wholes("pads"), more = call.wholes("output_padding");
    if (pads.empty()) pads.assign(4, 0);
    if (more.empty()) more.assign(2, 0);
    const auto sane = [](std::int64_t value) { return value >= 0 && value <= nn::kMaxSide; };
    if (pads.size() != 4 || more.size() != 2 || !std::ranges::all_of(pads, sane) || !std::ranges::all_of(more, sane))
        call.refuse("has pads that do not fit an image", kOnnxRemedy);
    return {.top = pads[0], .bottom = pads[2] - more[0], .left = pads[1], .right = pads[3] - more[1]};
}

/// By how much an image's rows and cols grow: told as scales, or as the sizes they come to.
Pair growth_of(const OnnxCall& call, const nn::Shape& image) {
    const std::size_t scales = call.node().kind == "Upsample" || call.opset() < 11 ? 1 : 2;
    std::vector<double> factors;
    if (const std::vector<float> given = call.numbers("scales"); !given.empty()) {
        factors.assign(given.begin(), given.end());
    } else if (call.has(3)) {
        const std::vector<std::int64_t> sizes = call.constant(3).wholes();
        if (sizes.size() != 4) call.refuse("does not give four sizes", kOnnxRemedy);
        factors = {1, static_cast<double>(sizes[1]) / static_cast<double>(image.channels()),
                   static_cast<double>(sizes[2]) / static_cast<double>(image.rows()),
                   static_cast<double>(sizes[3]) / static_cast<double>(image.cols())};
    } else {
        const OnnxConstant& told = call.constant(scales);
        for (std::int64_t i = 0; i < told.count(); ++i) factors.push_back(told.number(i));
    }
    const auto whole = [](double factor) {
        return factor >= 1 && factor <= nn::kMaxSide && factor == std::floor(factor);
    };
    if (factors.size() != 4 || factors[0] != 1 || factors[1] != 1 || !whole(factors[2]) || !whole(factors[3]))
        call.refuse("does not enlarge rows and columns a whole number of times", "factors such as 2 work");
    return {static_cast<std::int64_t>(factors[2]), static_cast<std::int64_t>(factors[3])};
}

/// Which of the ways to interpolate, of those that come to the same as UpSampling2D's.
nn::UpSampling2D::Interpolation interpolation_of(const OnnxCall& call, Pair growth) {
    const std::string mode = call.text("mode", "nearest");
    // Before opset 11 pixels were measured from the image's corner.
    const bool old = call.opset() < 11;
    const std::string place = call.text("coordinate_transformation_mode", old ? "asymmetric" : "half_pixel");
    const std::string nearest = call.text("nearest_mode", old ? "floor" : "round_prefer_floor");
    const bool half = place == "half_pixel" || place == "pytorch_half_pixel";
    const bool small = growth.rows <= 2 && growth.cols <= 2;
    if (mode == "nearest" && (place == "asymmetric" ? nearest == "floor" || (small && nearest == "round_prefer_floor")
                                                    : half && nearest.starts_with("round")))
        return nn::UpSampling2D::Interpolation::nearest;
    if (mode == "linear" && half) return nn::UpSampling2D::Interpolation::bilinear;
    call.refuse(fmt::format("interpolates by {} ({})", onnx_shown(mode), onnx_shown(place)),
                "nearest, or linear between the pixels' centres works");
}

}  // namespace

OnnxValue onnx_image(const OnnxCall& call, OnnxValue value) {
    const std::size_t axes = image_axes(call, value);
    if (value.length(0) != kBatch) {
        if (value.batch_axis()) throw OnnxBatchInTheWay();
        if (value.length(0) != 1)
            call.refuse("runs several images as one example", "a model with the batch in front works");
    }
    OnnxFactors order;
    for (const std::size_t axis : axes == 2 ? std::vector<std::size_t>{2, 3, 1} : std::vector<std::size_t>{2, 1})
        order.insert(order.end(), value.axes[axis].begin(), value.axes[axis].end());
    const nn::Shape shape{axes == 2 ? value.length(2) : 1, value.length(axes + 1), value.length(1)};
    return call.assembly().arranged(call.node(), std::move(value), order, shape);
}

void read_onnx_convolution(const OnnxCall& call) {
    const OnnxValue image = onnx_image(call, call.value(0));
    const std::size_t axes = image_axes(call, image);
    const nn::Shape shape = call.assembly().shape(image);
    const OnnxConstant& kernel = call.constant(1);
    if (kernel.rank() != axes + 2 || kernel.count() == 0)
        call.refuse(fmt::format("has a kernel of {}", onnx_dims_text(kernel.dims())), kOnnxRemedy);
    const OnnxDims& k = kernel.dims();
    const Pair size = axes == 1 ? Pair{1, k[2]} : Pair{k[2], k[3]};
    const Pair told = call.has_attribute("kernel_shape") ? pair_of(call, "kernel_shape", axes, 1) : size;
    if (told.rows != size.rows || told.cols != size.cols)
        call.refuse("has a kernel_shape that is not its kernel's", kOnnxRemedy);
    nn::Conv2D::Parameters parameters{
        .filters = k[0], .window = window_of(call, size, axes, shape), .groups = call.whole("group", 1)};
    if (parameters.groups < 1 || k[1] != shape.channels() / parameters.groups)
        call.refuse(fmt::format("has a kernel of {} for {} channels in {} groups", onnx_dims_text(k), shape.channels(),
                                parameters.groups),
                    kOnnxRemedy);
    const nn::Shape output = output_of(nn::Conv2D(parameters), shape);
    OnnxTail tail = onnx_tail(call, image_value(output, image.batch_axis().has_value(), axes), k[0]);
    join_bias(call, tail, k[0]);
    parameters.use_bias = !tail.bias.empty();
    parameters.activation = tail.activation;
    const OnnxConstant turned = kernel.reshaped({k[0], k[1], size.rows, size.cols}).transposed({2, 3, 1, 0});
    std::vector<nn::SharedTensor> weights{
        call.assembly().weight(call.node(), {size.rows, size.cols, k[1], k[0]}, turned.numbers())};
    if (parameters.use_bias) weights.push_back(call.assembly().weight(call.node(), {k[0]}, tail.bias));
    const int node = call.add(std::make_shared<nn::Conv2D>(parameters), {image.node}, std::move(weights));
    set_tail(call, std::move(tail), node);
}

void read_onnx_transposed_convolution(const OnnxCall& call) {
    const OnnxValue image = onnx_image(call, call.value(0));
    const nn::Shape shape = call.assembly().shape(image);
    const OnnxConstant& kernel = call.constant(1);
    const OnnxDims& k = kernel.dims();  // channels, filters, rows, cols
    if (image_axes(call, image) != 2 || k.size() != 4 || kernel.count() == 0 || k[0] != shape.channels())
        call.refuse(fmt::format("has a kernel of {} for {} channels", onnx_dims_text(k), shape.channels()),
                    kOnnxRemedy);
    if (call.whole("group", 1) != 1) call.refuse("works in groups", "a transposed convolution in one group works");
    if (call.has_attribute("output_shape") || call.text("auto_pad", "NOTSET") != "NOTSET")
        call.refuse("leaves its pads open", "a model that gives them as numbers works");
    const Pair strides = pair_of(call, "strides", 2, 1), dilations = pair_of(call, "dilations", 2, 1);
    nn::Conv2DTranspose::Parameters parameters{.filters = k[1],
                                               .window = {.rows = k[2],
                                                          .cols = k[3],
                                                          .row_stride = strides.rows,
                                                          .col_stride = strides.cols,
                                                          .row_dilation = dilations.rows,
                                                          .col_dilation = dilations.cols}};
    // The layer gives each input pixel as many rows and columns as its stride, also where its window has fewer.
    nn::Border cut = cut_of(call);
    cut.bottom += std::max<std::int64_t>(strides.rows - ((k[2] - 1) * dilations.rows + 1), 0);
    cut.right += std::max<std::int64_t>(strides.cols - ((k[3] - 1) * dilations.cols + 1), 0);
    if (cut.bottom < 0 || cut.right < 0)
        call.refuse("pads its output by more than it cuts off", "an output_padding of at most the pads works");
    nn::Shape output = output_of(nn::Conv2DTranspose(parameters), shape);
    const bool is_cut = cut != nn::Border{};
    if (is_cut) output = output_of(nn::Cropping2D(cut), output);
    OnnxTail tail = onnx_tail(call, image_value(output, image.batch_axis().has_value(), 2), k[1]);
    join_bias(call, tail, k[1]);
    parameters.use_bias = !tail.bias.empty();
    parameters.activation = tail.activation;
    std::vector<nn::SharedTensor> weights{
        call.assembly().weight(call.node(), {k[2], k[3], k[1], k[0]}, kernel.transposed({2, 3, 1, 0}).numbers())};
    if (parameters.use_bias) weights.push_back(call.assembly().weight(call.node(), {k[1]}, tail.bias));
    int node = call.add(std::make_shared<nn::Conv2DTranspose>(parameters), {image.node}, std::move(weights));
    if (is_cut) node = call.assembly().add(call.node(), std::make_shared<nn::Cropping2D>(cut), {node}, {}, "_cut");
    set_tail(call, std::move(tail), node);
}

void read_onnx_resize(const OnnxCall& call) {
    const OnnxValue image = onnx_image(call, call.value(0));
    if (image_axes(call, image) != 2) call.refuse("enlarges a signal", "images work");
    const nn::Shape shape = call.assembly().shape(image);
    const Pair growth = growth_of(call, shape);
    const auto layer = std::make_shared<nn::UpSampling2D>(nn::UpSampling2D::Parameters{
        .row_factor = growth.rows, .col_factor = growth.cols, .interpolation = interpolation_of(call, growth)});
    set_image(call, call.add(layer, {image.node}), output_of(*layer, shape), image);
}

void read_onnx_max_pool(const OnnxCall& call) {
    read_pool<nn::MaxPooling2D>(call);
}

void read_onnx_average_pool(const OnnxCall& call) {
    read_pool<nn::AveragePooling2D>(call, call.whole("count_include_pad", 0) != 0);
}

void read_onnx_global_average_pool(const OnnxCall& call) {
    read_global_pool<nn::GlobalAveragePooling2D>(call);
}

void read_onnx_global_max_pool(const OnnxCall& call) {
    read_global_pool<nn::GlobalMaxPooling2D>(call);
}

}  // namespace convscope
