#include "app/gui/lab/inspector/size_formula.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace convscope {

namespace {

std::string filtered_equation(const Axis& axis, Border border) {
    if (border == Border::keep) return fmt::format("{}, the border is kept", axis.output);
    const std::string padding = axis.pad_total > 0 ? fmt::format(" + {}", axis.pad_total) : "";
    const int spare = (axis.input + axis.pad_total - axis.extent) % axis.stride;
    return fmt::format("({}{} \u2212 {}) / {} + 1 = {}{}", axis.input, padding, axis.extent, axis.stride, axis.output,
                       spare == 0 ? "" : ", rounded down");
}

void add_axis(std::vector<std::string>& equations, const std::string& title, const Axis& axis, Border border) {
    equations.push_back(title + ": " + filtered_equation(axis, border));
    if (axis.pad_total > 0 && border != Border::keep)
        equations.push_back(
            fmt::format("padding {} + {} = {}", axis.pad_before, axis.pad_total - axis.pad_before, axis.pad_total));
    if (axis.pool_size > 1 && axis.pooled > 0)
        equations.push_back(fmt::format("pooled {} / {} = {}{}", axis.output, axis.pool_size, axis.pooled,
                                        axis.output % axis.pool_size == 0 ? "" : ", rounded down"));
}

}  // namespace

std::string short_size(Size size) {
    return fmt::format("{} \u00d7 {}", size.rows, size.cols);
}

std::string size_in_words(Size size) {
    if (size.rows == size.cols) return short_size(size);
    return fmt::format("{} row{} \u00d7 {} column{}", size.rows, size.rows == 1 ? "" : "s", size.cols,
                       size.cols == 1 ? "" : "s");
}

namespace {

/// "510 × 510 → 255 × 255: a quarter of the values". If the sizes are not divisible, the share is approximate; if it
/// differs much, both numbers of values are given instead.
std::string pooled_share(const Geometry& geometry) {
    constexpr std::array<std::string_view, 3> kShares{"a quarter", "a ninth", "a sixteenth"};
    constexpr double kMaxShareError = 0.1;  ///< largest relative difference from the exact share
    const int size = geometry.rows.pool_size;
    const std::int64_t before = geometry.filtered().area(), after = geometry.pooled().area();
    const double ratio = static_cast<double>(after) * size * size / static_cast<double>(before);
    const std::string sizes = short_size(geometry.filtered()) + " \u2192 " + short_size(geometry.pooled()) + ": ";
    if (ratio < 1 - kMaxShareError) return sizes + fmt::format("{} of {} values", after, before);
    return sizes + (ratio == 1 ? "" : "about ") +
           std::string(kShares.at(static_cast<std::size_t>(size - kMinPoolSize))) + " of the values";
}

}  // namespace

std::vector<std::string> size_equations(const Geometry& geometry, Border border) {
    std::vector<std::string> equations;
    const Axis& rows = geometry.rows;
    if (rows.input == geometry.cols.input) {
        add_axis(equations, "Rows and columns", rows, border);
    } else {
        add_axis(equations, "Rows", rows, border);
        add_axis(equations, "Columns", geometry.cols, border);
    }
    if (rows.dilation > 1)
        equations.push_back(
            fmt::format("window ({} \u2212 1) \u00d7 {} + 1 = {}", rows.taps, rows.dilation, rows.extent));
    if (rows.pool_size > 1 && geometry.pooled().area() > 0) equations.push_back(pooled_share(geometry));
    return equations;
}

}  // namespace convscope
