#include "core/io/onnx/operators/windows.h"

#include <algorithm>
#include <vector>

#include "core/base/text/translation.h"

namespace convscope::onnx {

namespace {

/// Padding before and after the values of one axis.
struct AxisPadding {
    std::int64_t before = 0, after = 0;
    bool operator==(const AxisPadding&) const = default;
};
/// The padding of rows and of columns.
using Paddings = std::array<AxisPadding, 2>;

/// The padding of one axis for auto_pad SAME_UPPER and SAME_LOWER, which give ceil(input / stride) outputs. If the
/// total is odd, the extra value goes before the axis if `lower` is true, else after it.
AxisPadding same_padding(std::int64_t input, std::int64_t size, std::int64_t stride, std::int64_t dilation,
                         bool lower) {
    const std::int64_t outputs = (input + stride - 1) / stride;
    const std::int64_t total = std::max<std::int64_t>(0, (outputs - 1) * stride + (size - 1) * dilation + 1 - input);
    const std::int64_t half = total / 2;
    return lower ? AxisPadding{total - half, half} : AxisPadding{half, total - half};
}

Paddings same_paddings(const nn::Window& window, const nn::Shape& image, bool lower) {
    return {same_padding(image.rows(), window.rows, window.row_stride, window.row_dilation, lower),
            same_padding(image.cols(), window.cols, window.col_stride, window.col_dilation, lower)};
}

/// The attribute `pads`: the begin padding of every axis, then the end padding of every axis.
Paddings explicit_paddings(const Call& call, std::size_t axes) {
    const std::vector<std::int64_t> pads = call.integers("pads");
    if (pads.empty()) return {};
    if (pads.size() != 2 * axes)
        call.refuse(tr("has {} for {}", tr_count(std::ssize(pads), "{} pad", "{} pads"),
                       tr_count(static_cast<long long>(axes), "{} axis", "{} axes")),
                    kExportAgain);
    for (const std::int64_t pad : pads)
        if (pad < 0 || pad > nn::kMaxSide) call.refuse(tr("has a pad of {}", pad), kExportAgain);
    if (axes == 1) return {AxisPadding{}, AxisPadding{pads[0], pads[1]}};
    return {AxisPadding{pads[0], pads[2]}, AxisPadding{pads[1], pads[3]}};
}

}  // namespace

std::size_t image_axis_count(const Call& call, const Value& value) {
    if (value.rank() != 3 && value.rank() != 4)
        call.refuse(tr_count(static_cast<long long>(value.rank()), "slides a window over a value of {} axis",
                             "slides a window over a value of {} axes"),
                    tr("export a model whose windows slide over (batch, channels, rows, columns) or (batch, channels, "
                       "length)"));
    return value.rank() - 2;
}

Value as_image(const Call& call, const Value& value) {
    const std::size_t axes = image_axis_count(call, value);
    if (value.length(0) != kBatchAxis && value.length(0) != 1)
        call.refuse(tr("processes several images as one example"), tr("export it with the batch as the first axis"));
    if (axes == 2) return call.with_axes(value, {2, 3, 1});
    return call.arranged(value, value.factors_of({2, 1}), {1, value.length(2), value.length(1)});
}

Arrangement image_arrangement(const nn::Shape& image, const Value& like) {
    const std::int64_t batch = like.batch_axis() ? kBatchAxis : 1;
    if (like.rank() == 3) return Arrangement::of({batch, image.channels(), image.cols()}, {0, 2, 1});
    return Arrangement::of({batch, image.channels(), image.rows(), image.cols()}, {0, 2, 3, 1});
}

void set_image(const Call& call, int node, const Value& input) {
    Value value(node, {});
    const nn::Shape& image = call.shape(value);
    call.set(Value(node, image_arrangement(image, input)));
}

IntPair pair_of(const Call& call, const char* name, std::size_t axes, std::int64_t default_value) {
    std::vector<std::int64_t> numbers = call.integers(name);
    if (numbers.empty()) numbers.assign(axes, default_value);
    if (numbers.size() != axes)
        call.refuse(tr("has {} in {} for {}", tr_count(std::ssize(numbers), "{} value", "{} values"), name,
                       tr_count(static_cast<long long>(axes), "{} axis", "{} axes")),
                    kExportAgain);
    for (const std::int64_t value : numbers)
        if (value < 1 || value > nn::kMaxSide) call.refuse(tr("has {} of {}", name, value), kExportAgain);
    return axes == 1 ? IntPair{default_value, numbers[0]} : IntPair{numbers[0], numbers[1]};
}

nn::Window window_of(const Call& call, IntPair size, std::size_t axes, const nn::Shape& image) {
    const IntPair strides = pair_of(call, "strides", axes, 1), dilations = pair_of(call, "dilations", axes, 1);
    nn::Window window{.rows = size.rows,
                      .cols = size.cols,
                      .row_stride = strides.rows,
                      .col_stride = strides.cols,
                      .row_dilation = dilations.rows,
                      .col_dilation = dilations.cols};
    window.ceil_mode = call.integer("ceil_mode", 0) != 0;
    const std::string mode = call.text("auto_pad", "NOTSET");
    Paddings paddings;
    if (mode == "SAME_UPPER" || mode == "SAME_LOWER") {
        paddings = same_paddings(window, image, mode == "SAME_LOWER");
        window.ceil_mode = false;
    } else if (mode == "NOTSET") {
        paddings = explicit_paddings(call, axes);
    } else if (mode != "VALID") {
        call.refuse(tr("has an unknown auto_pad {}", display_text(mode)), kExportAgain);
    }
    if (paddings == Paddings{}) return window;
    // Padding equal to Keras's "same" is stored as nn::Padding::same, not as numbers.
    if (paddings == same_paddings(window, image, false) && !window.ceil_mode) {
        window.padding = nn::Padding::same;
        return window;
    }
    window.padding = nn::Padding::explicit_;
    window.border = {paddings[0].before, paddings[0].after, paddings[1].before, paddings[1].after};
    return window;
}

}  // namespace convscope::onnx
