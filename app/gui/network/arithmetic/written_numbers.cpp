#include "app/gui/network/arithmetic/written_numbers.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "core/base/text/addends.h"

namespace convscope {

namespace {

constexpr int kDigits = 5;  ///< significant digits of the largest number
constexpr int kMoreDigits = 4;
constexpr int kMaxDecimals = 6;
constexpr double kMinLargest = 1e-4;  ///< if all numbers are smaller, they are written with powers of ten

double part_of(const nn::Explanation& e, std::size_t index) {
    return e.channels.empty() ? e.terms[index].product : e.channels[index].sum;
}

/// True for the lines that are addends or sums; false for factors.
bool is_addend(const ResultLine& line) {
    return line.name != "arithmetic.figure" && line.name != "arithmetic.weight" && line.name != "arithmetic.value";
}

/// The written value of each line; the terms and the bias add up to the sum.
std::vector<double> written_lines(std::span<const ResultLine> lines, int decimals) {
    std::vector<double> written;
    written.reserve(lines.size());
    for (const ResultLine& line : lines) written.push_back(rounded(line.value, decimals));
    for (std::size_t i = 0; i + 2 < lines.size(); ++i) {
        if (lines[i].name != "arithmetic.terms") continue;
        const std::vector<double> addends{lines[i].value, lines[i + 1].value};
        const std::vector<double> both = rounded_addends(addends, lines[i + 2].value, decimals);
        written[i] = both[0];
        written[i + 1] = both[1];
    }
    return written;
}

/// Fills in the listed parts and the sum of the others, so that they add up to `total` as written.
void write_parts(const nn::Explanation& e, std::span<const std::size_t> order, std::size_t listed, int decimals,
                 WrittenNumbers& written) {
    std::vector<double> parts;
    for (const std::size_t index : order.first(listed)) parts.push_back(part_of(e, index));
    if (listed == order.size()) {
        written.parts = rounded_addends(parts, written.total, decimals);
        return;
    }
    // Put the rounding error into the sum of the others, so that every listed number is rounded correctly.
    double left = written.total;
    for (const double part : parts) {
        written.parts.push_back(rounded(part, decimals));
        left -= written.parts.back();
    }
    written.others = rounded(left, decimals);
}

}  // namespace

std::string WrittenNumbers::text(double value) const {
    return decimal_text(value, decimals.value_or(kMaxDecimals));
}

WrittenNumbers written_numbers(std::span<const ResultLine> lines, const nn::Explanation& e,
                               std::span<const std::size_t> order, std::size_t listed, bool more_digits) {
    WrittenNumbers written;
    written.lines.resize(lines.size());
    const bool is_sum = e.combination == nn::Combination::sum;
    double largest = 0;
    for (const ResultLine& line : lines)
        if (is_addend(line)) largest = std::max(largest, std::fabs(line.value));
    if (is_sum)
        for (const std::size_t index : order) largest = std::max(largest, std::fabs(part_of(e, index)));
    if (!(largest >= kMinLargest || largest == 0) || !std::isfinite(largest)) return written;
    const int decimals = std::min(sum_decimals(largest, kDigits), kMaxDecimals) + (more_digits ? kMoreDigits : 0);
    written.decimals = decimals;
    const std::vector<double> values = written_lines(lines, decimals);
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (is_addend(lines[i])) written.lines[i] = decimal_text(values[i], decimals);
    const auto terms = std::ranges::find(lines, std::string_view("arithmetic.terms"), &ResultLine::name);
    written.total =
        terms == lines.end() ? rounded(e.sum, decimals) : values[static_cast<std::size_t>(terms - lines.begin())];
    if (is_sum) write_parts(e, order, listed, decimals, written);
    return written;
}

}  // namespace convscope
