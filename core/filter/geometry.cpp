#include "core/filter/geometry.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "core/base/text/translation.h"

namespace convscope {

namespace {

int rounded_up(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
}

std::string settings_problem(const FilterSettings& s) {
    const int size = s.kernel.size;
    if (size != 1 && size != 3 && size != 5 && size != 7)
        return tr("The filter's size is {}; it must be 1, 3, 5 or 7.", size);
    if (s.stride < 1 || s.stride > kMaxStride) return tr("The stride is {}; it must be 1 to {}.", s.stride, kMaxStride);
    if (s.dilation < 1 || s.dilation > kMaxDilation)
        return tr("The dilation is {}; it must be 1 to {}.", s.dilation, kMaxDilation);
    if (s.pooling != Pooling::none && (s.pool_size < kMinPoolSize || s.pool_size > kMaxPoolSize))
        return tr("The pooling size is {}; it must be {} to {}.", s.pool_size, kMinPoolSize, kMaxPoolSize);
    if (s.border == Border::keep && s.stride != 1)
        return tr("A kept border needs stride 1, not {}: every pixel must keep its place.", s.stride);
    return {};
}

Axis axis_of(int input, const FilterSettings& s) {
    Axis axis;
    axis.input = input;
    axis.taps = s.kernel.size;
    axis.stride = s.stride;
    axis.dilation = s.dilation;
    axis.extent = (axis.taps - 1) * axis.dilation + 1;
    axis.pool_size = s.pooling == Pooling::none ? 1 : s.pool_size;
    if (input <= 0 || !settings_problem(s).empty()) return axis;

    if (s.border == Border::valid) {
        axis.output = input < axis.extent ? 0 : (input - axis.extent) / axis.stride + 1;
    } else if (s.border == Border::keep) {
        axis.output = input;
        axis.pad_total = axis.extent - 1;
    } else {
        axis.output = rounded_up(input, axis.stride);
        axis.pad_total = std::max((axis.output - 1) * axis.stride + axis.extent - input, 0);
    }
    axis.pad_before = axis.pad_total / 2;
    axis.pooled = axis.output / axis.pool_size;
    return axis;
}

bool window_fits(const Axis& axis, int out) {
    return axis.source(out, 0) >= 0 && axis.source(out, axis.taps - 1) < axis.input;
}

/// On one axis, output `out` reads a position through tap `tap`.
struct AxisUse {
    int out, tap;
};

std::vector<AxisUse> axis_uses(const Axis& axis, Border border, int position) {
    // With a replicated border, every position beyond the edge reads the edge pixel.
    const int first_source = axis.source(0, 0);
    const int last_source = axis.source(axis.output - 1, axis.taps - 1);
    const bool replicated = border == Border::replicate;
    const int low = replicated && position == 0 ? std::min(first_source, 0) : position;
    const int high = replicated && position == axis.input - 1 ? std::max(last_source, position) : position;

    const int first = rounded_up(std::max(low + axis.pad_before - (axis.extent - 1), 0), axis.stride);
    const int last = std::min((high + axis.pad_before) / axis.stride, axis.output - 1);
    std::vector<AxisUse> uses;
    for (int out = first; out <= last; ++out) {
        if (border == Border::keep && !window_fits(axis, out)) continue;
        for (int tap = 0; tap < axis.taps; ++tap) {
            const int source = axis.source(out, tap);
            if (source >= low && source <= high) uses.push_back({out, tap});
        }
    }
    return uses;
}

}  // namespace

Geometry geometry(Size input, const FilterSettings& settings) {
    return {axis_of(input.rows, settings), axis_of(input.cols, settings)};
}

std::string geometry_problem(Size input, const FilterSettings& settings) {
    if (std::string problem = settings_problem(settings); !problem.empty()) return problem;
    if (input.rows <= 0 || input.cols <= 0)
        return tr("The picture is empty. Choose a picture with at least one pixel.");

    const Geometry g = geometry(input, settings);
    if (g.rows.output <= 0 || g.cols.output <= 0)
        return tr(
            "The filter's window is {0} \u00d7 {0} pixels, but the picture has only {1} and {2}. "
            "Choose a smaller filter or dilation, or a border other than valid.",
            g.rows.extent, tr_count(input.rows, "{} row", "{} rows"), tr_count(input.cols, "{} column", "{} columns"));
    return {};
}

std::string pooling_problem(Size input, const FilterSettings& settings) {
    if (settings.pooling == Pooling::none || !geometry_problem(input, settings).empty()) return {};
    const Geometry g = geometry(input, settings);
    if (g.pooled().area() > 0) return {};
    return tr("{0} \u00d7 {0} blocks do not fit into {1} \u00d7 {2}.", settings.pool_size, g.rows.output,
              g.cols.output);
}

bool is_kept(const Geometry& geometry, const FilterSettings& settings, int row, int col) {
    return settings.border == Border::keep && !(window_fits(geometry.rows, row) && window_fits(geometry.cols, col));
}

std::vector<Use> uses_of(Size input, const FilterSettings& settings, int row, int col) {
    const Geometry g = geometry(input, settings);
    std::vector<Use> uses;
    for (const AxisUse& r : axis_uses(g.rows, settings.border, row))
        for (const AxisUse& c : axis_uses(g.cols, settings.border, col)) uses.push_back({r.out, c.out, r.tap, c.tap});
    std::ranges::sort(uses, {}, [](const Use& use) { return std::tuple(use.row, use.col, use.tap_row, use.tap_col); });
    return uses;
}

std::string output_formula(const Axis& axis, Border border) {
    switch (border) {
        case Border::valid:
            return fmt::format("({} - {}) / {} + 1 = {}{}", axis.input, axis.extent, axis.stride, axis.output,
                               (axis.input - axis.extent) % axis.stride == 0 ? "" : ", rounded down");
        case Border::keep:
            return fmt::format("{} = {}, border kept", axis.input, axis.output);
        case Border::zero:
        case Border::replicate:
            break;
    }
    return fmt::format("{} / {} = {}{}", axis.input, axis.stride, axis.output,
                       axis.input % axis.stride == 0 ? "" : ", rounded up");
}

std::string pooled_formula(const Axis& axis) {
    if (axis.pool_size == 1) return {};
    return fmt::format("{} / {} = {}{}", axis.output, axis.pool_size, axis.pooled,
                       axis.output % axis.pool_size == 0 ? "" : ", rounded down");
}

}  // namespace convscope
