#include "app/gui/toolkit/view_map.h"

#include <algorithm>
#include <cmath>

namespace convscope {

namespace {
constexpr double kMaxPixel = 160;  ///< screen pixels per input pixel at the highest zoom
constexpr int kMaxReduction = 64;

double clamped_zoom(double zoom, double fit) {
    return std::clamp(zoom, 0.5, std::max(1.0, kMaxPixel / fit));
}
}  // namespace

Rect ViewMap::cells(double row, double col, double rows, double cols) const {
    const double x = screen_x(col);
    const double y = screen_y(row);
    return {static_cast<float>(x), static_cast<float>(y), static_cast<float>(cols * pixel),
            static_cast<float>(rows * pixel)};
}

PixelRect ViewMap::visible(int alignment) const {
    const auto clip = [alignment](double low, double high, int limit, int& start, int& count) {
        const int first = std::clamp(static_cast<int>(std::floor(low)) / alignment * alignment, 0, limit);
        const int last = std::clamp(static_cast<int>(std::ceil(high / alignment)) * alignment, 0, limit);
        start = first;
        count = low < limit ? std::max(0, last - first) : 0;
    };
    PixelRect region;
    clip(std::max(0.0, top), row_at(rect.bottom()), size.rows, region.row, region.rows);
    clip(std::max(0.0, left), col_at(rect.right()), size.cols, region.col, region.cols);
    if (region.rows == 0 || region.cols == 0) return {};
    return region;
}

int ViewMap::reduction() const {
    int factor = 1;
    while (factor < kMaxReduction && factor * 2 * pixel <= 1.0) factor *= 2;
    return factor;
}

AxisMap input_map() {
    return {};
}

AxisMap output_map(const Axis& axis, bool pooled) {
    const double offset = -axis.pad_before + (axis.extent - 1) / 2.0 + 0.5 - 0.5 * axis.stride;
    return {static_cast<double>(axis.stride) * (pooled ? axis.pool_size : 1), offset};
}

double fit_scale(Size input, const Rect& rect) {
    if (input.rows <= 0 || input.cols <= 0) return 1;
    return std::max(1e-6, std::min(static_cast<double>(rect.w) / input.cols, static_cast<double>(rect.h) / input.rows));
}

ViewMap view_map(const Rect& rect, Size size, AxisMap rows, AxisMap cols, Size input, const Camera& camera,
                 bool true_size) {
    const double fit = fit_scale(input, rect);
    const double scale = camera.fitted ? fit : fit * camera.zoom;
    const double centre_row = camera.fitted ? input.rows / 2.0 : camera.centre_row;
    const double centre_col = camera.fitted ? input.cols / 2.0 : camera.centre_col;
    ViewMap map{.rect = rect, .size = size};
    map.pixel = scale * (true_size ? 1 : rows.scale);
    map.top = (centre_row - rows.offset) / rows.scale - rect.h / 2 / map.pixel;
    map.left = (centre_col - cols.offset) / cols.scale - rect.w / 2 / map.pixel;
    return map;
}

namespace {

/// The camera with an explicit centre and zoom, also if it was fitted.
Camera placed(const Camera& camera, Size input) {
    Camera result = camera;
    if (camera.fitted) result = {.zoom = 1, .centre_row = input.rows / 2.0, .centre_col = input.cols / 2.0};
    result.fitted = false;
    return result;
}

Camera kept_inside(Camera camera, Size input) {
    camera.centre_row = std::clamp(camera.centre_row, 0.0, static_cast<double>(input.rows));
    camera.centre_col = std::clamp(camera.centre_col, 0.0, static_cast<double>(input.cols));
    return camera;
}

}  // namespace

Camera zoomed(const Camera& camera, Size input, const ViewMap& view, AxisMap rows, AxisMap cols, double x, double y,
              double factor) {
    Camera result = placed(camera, input);
    const double zoom = clamped_zoom(result.zoom * factor, fit_scale(input, view.rect));
    const double actual = zoom / result.zoom;
    const double row = view.row_at(y) * rows.scale + rows.offset;
    const double col = view.col_at(x) * cols.scale + cols.offset;
    result.centre_row = row + (result.centre_row - row) / actual;
    result.centre_col = col + (result.centre_col - col) / actual;
    result.zoom = zoom;
    return kept_inside(result, input);
}

Camera panned(const Camera& camera, Size input, const ViewMap& view, AxisMap rows, AxisMap cols, double dx, double dy) {
    Camera result = placed(camera, input);
    result.centre_row -= dy / view.pixel * rows.scale;
    result.centre_col -= dx / view.pixel * cols.scale;
    return kept_inside(result, input);
}

}  // namespace convscope
