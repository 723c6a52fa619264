#include "app/gui/lab/inspector/size_formula.h"

#include <fmt/format.h>

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
    if (axis.pool_size > 1)
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
    return equations;
}

}  // namespace convscope
