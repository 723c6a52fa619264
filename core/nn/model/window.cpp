#include "core/nn/model/window.h"

#include "core/base/text/translation.h"
#include "core/nn/model/layer.h"

namespace convscope::nn {

namespace {

/// a / b, rounded towards minus infinity; b > 0.
std::int64_t floor_div(std::int64_t a, std::int64_t b) {
    return a / b - (a % b < 0 ? 1 : 0);
}

std::int64_t ceil_div(std::int64_t a, std::int64_t b) {
    return -floor_div(-a, b);
}

struct AxisSettings {
    std::int64_t size, stride, dilation, before, after;
};

WindowAxis axis_of(const Window& window, std::int64_t input, const AxisSettings& s) {
    WindowAxis axis{.input = input, .size = s.size, .stride = s.stride, .dilation = s.dilation};
    if (window.padding == Padding::same) {
        axis.output = ceil_div(input, s.stride);
        const std::int64_t total = std::max<std::int64_t>(0, (axis.output - 1) * s.stride + axis.extent() - input);
        axis.before = total / 2;
        axis.after = total - axis.before;
        return axis;
    }
    if (window.padding == Padding::explicit_) {
        axis.before = s.before;
        axis.after = s.after;
    }
    const std::int64_t room = input + axis.before + axis.after - axis.extent();
    axis.output = (window.ceil_mode ? ceil_div(room, s.stride) : floor_div(room, s.stride)) + 1;
    if (window.ceil_mode && (axis.output - 1) * s.stride >= input + axis.before) --axis.output;
    return axis;
}

}  // namespace

void Border::check() const {
    for (const std::int64_t value : {top, bottom, left, right})
        if (value < 0 || value > kMaxSide)
            throw ShapeError(tr("has a border of {}, which is not 0 to {}", value, kMaxSide));
}

void Window::check() const {
    for (const std::int64_t value : {rows, cols, row_stride, col_stride, row_dilation, col_dilation})
        if (value < 1 || value > kMaxSide)
            throw ShapeError(tr("has a window size, stride or dilation of {}, which is not 1 to {}", value, kMaxSide));
    border.check();
}

Interval WindowAxis::source(Interval outputs) const {
    if (outputs.empty()) return {};
    return {tap(outputs.begin, 0), tap(outputs.end - 1, size - 1) + 1};
}

Interval WindowAxis::reach(Interval inputs) const {
    if (inputs.empty()) return {};
    // Output o covers o * stride - before .. o * stride - before + extent - 1.
    return {ceil_div(inputs.begin + before - extent() + 1, stride), floor_div(inputs.end - 1 + before, stride) + 1};
}

WindowAxes axes_of(const Window& window, const Shape& image) {
    const Border& b = window.border;
    const WindowAxes axes{
        axis_of(window, image.rows(), {window.rows, window.row_stride, window.row_dilation, b.top, b.bottom}),
        axis_of(window, image.cols(), {window.cols, window.col_stride, window.col_dilation, b.left, b.right})};
    if (axes.rows.output < 1 || axes.cols.output < 1)
        throw ShapeError(tr("has a window of {} x {}, which does not fit into an image of {} x {}", axes.rows.extent(),
                            axes.cols.extent(), image.rows(), image.cols()));
    return axes;
}

}  // namespace convscope::nn
