#include "app/gui/lab/inspector/size_formula.h"

#include <fmt/format.h>

#include <array>

#include "core/base/text/short_number.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

std::string rounded(const std::string& equation, bool is_exact) {
    return is_exact ? equation : tr("{}, rounded down", equation);
}

std::string filtered_equation(const Axis& axis, Border border) {
    if (border == Border::keep) return tr("{}, the border is kept", axis.output);
    const std::string padding = axis.pad_total > 0 ? fmt::format(" + {}", axis.pad_total) : "";
    const int spare = (axis.input + axis.pad_total - axis.extent) % axis.stride;
    return rounded(
        fmt::format("({}{} \u2212 {}) / {} + 1 = {}", axis.input, padding, axis.extent, axis.stride, axis.output),
        spare == 0);
}

void add_axis(std::vector<std::string>& equations, Message title, const Axis& axis, Border border) {
    equations.push_back(fmt::format("{} {}", title, filtered_equation(axis, border)));
    if (axis.pad_total > 0 && border != Border::keep)
        equations.push_back(
            tr("padding {} + {} = {}", axis.pad_before, axis.pad_total - axis.pad_before, axis.pad_total));
    if (axis.pool_size > 1 && axis.pooled > 0)
        equations.push_back(rounded(tr("pooled {} / {} = {}", axis.output, axis.pool_size, axis.pooled),
                                    axis.output % axis.pool_size == 0));
}

}  // namespace

std::string short_size(Size size) {
    return fmt::format("{} \u00d7 {}", size.rows, size.cols);
}

std::string size_in_words(Size size) {
    if (size.rows == size.cols) return short_size(size);
    return fmt::format("{} \u00d7 {}", tr_count(size.rows, "{} row", "{} rows"),
                       tr_count(size.cols, "{} column", "{} columns"));
}

std::string rows_in_words(int first, int last) {
    if (first == last) return tr("row {}", first);
    return first >= 0 ? tr("rows {}\u2013{}", first, last) : tr("rows \u2212{} to {}", -first, short_number(last));
}

std::string columns_in_words(int first, int last) {
    if (first == last) return tr("column {}", first);
    return first >= 0 ? tr("columns {}\u2013{}", first, last)
                      : tr("columns \u2212{} to {}", -first, short_number(last));
}

namespace {

/// "510 × 510 → 255 × 255: a quarter of the values". If the sizes are not divisible, the share is approximate; if it
/// differs much, both numbers of values are given instead.
std::string pooled_share(const Geometry& geometry) {
    constexpr std::array<Message, 3> kShares{tr("a quarter of the values"), tr("a ninth of the values"),
                                             tr("a sixteenth of the values")};
    constexpr std::array<Message, 3> kAboutShares{
        tr("about a quarter of the values"), tr("about a ninth of the values"), tr("about a sixteenth of the values")};
    constexpr double kMaxShareError = 0.1;  ///< largest relative difference from the exact share
    const int size = geometry.rows.pool_size;
    const std::int64_t before = geometry.filtered().area(), after = geometry.pooled().area();
    const double ratio = static_cast<double>(after) * size * size / static_cast<double>(before);
    const std::string sizes =
        fmt::format("{} \u2192 {}", short_size(geometry.filtered()), short_size(geometry.pooled()));
    if (ratio < 1 - kMaxShareError) return fmt::format("{}: {}", sizes, tr("{} of {} values", after, before));
    return fmt::format("{}: {}", sizes,
                       (ratio == 1 ? kShares : kAboutShares).at(static_cast<std::size_t>(size - kMinPoolSize)));
}

}  // namespace

std::vector<std::string> size_equations(const Geometry& geometry, Border border) {
    std::vector<std::string> equations;
    const Axis& rows = geometry.rows;
    if (rows.input == geometry.cols.input) {
        add_axis(equations, tr("Rows and columns:"), rows, border);
    } else {
        add_axis(equations, tr("Rows:"), rows, border);
        add_axis(equations, tr("Columns:"), geometry.cols, border);
    }
    if (rows.dilation > 1)
        equations.push_back(tr("window ({} \u2212 1) \u00d7 {} + 1 = {}", rows.taps, rows.dilation, rows.extent));
    if (rows.pool_size > 1 && geometry.pooled().area() > 0) equations.push_back(pooled_share(geometry));
    return equations;
}

}  // namespace convscope
