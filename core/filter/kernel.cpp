#include "core/filter/kernel.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace convscope {

namespace {

/// The kernel whose value at (row, col) is source(row, col).
template <typename Source>
Kernel made(int size, Source source) {
    Kernel kernel{size, {}};
    for (int r = 0; r < size; ++r)
        for (int c = 0; c < size; ++c) kernel.at(r, c) = source(r, c);
    return kernel;
}

/// The values row by row, written by `spell`, with separators between values and between rows.
template <typename Spell>
std::string join(const Kernel& kernel, const char* between_values, const char* between_rows, Spell spell) {
    std::string text;
    for (int r = 0; r < kernel.size; ++r) {
        if (r > 0) text += between_rows;
        for (int c = 0; c < kernel.size; ++c) {
            if (c > 0) text += between_values;
            text += spell(kernel.at(r, c));
        }
    }
    return text;
}

std::string c_literal(float value) {
    const std::string text = number_text(value);
    return text.find_first_of(".e") == std::string::npos ? text : text + "f";
}

}  // namespace

Kernel transposed(const Kernel& kernel) {
    return made(kernel.size, [&](int r, int c) { return kernel.at(c, r); });
}

Kernel rotated_clockwise(const Kernel& kernel) {
    return made(kernel.size, [&](int r, int c) { return kernel.at(kernel.size - 1 - c, r); });
}

Kernel flipped(const Kernel& kernel) {
    const int last = kernel.size - 1;
    return made(kernel.size, [&](int r, int c) { return kernel.at(last - r, last - c); });
}

Kernel mirrored(const Kernel& kernel) {
    return made(kernel.size, [&](int r, int c) { return kernel.at(r, kernel.size - 1 - c); });
}

Kernel negated(const Kernel& kernel) {
    // 0 - x, because -x would make -0 of 0.
    return made(kernel.size, [&](int r, int c) { return 0.0F - kernel.at(r, c); });
}

Kernel resized(const Kernel& kernel, int size) {
    const int shift = (kernel.size - size) / 2;
    const auto inside = [&](int i) { return i >= 0 && i < kernel.size; };
    return made(size, [&](int r, int c) {
        return inside(r + shift) && inside(c + shift) ? kernel.at(r + shift, c + shift) : 0.0F;
    });
}

double kernel_sum(const Kernel& kernel) {
    double sum = 0;
    for (int r = 0; r < kernel.size; ++r)
        for (int c = 0; c < kernel.size; ++c) sum += kernel.at(r, c);
    return sum;
}

float normalising_weight(const Kernel& kernel) {
    double magnitude = 0;
    for (const float value : kernel.values) magnitude += std::abs(value);
    // Nine times 1/9 in float is not quite 1; such a sum counts as 1.
    const double rounding = 1e-6 * magnitude;
    const double sum = kernel_sum(kernel);
    if (std::abs(sum) <= rounding || std::abs(sum - 1) <= rounding) return 1;
    const auto weight = static_cast<float>(1 / sum);
    return std::isfinite(weight) ? weight : 1;
}

std::string as_rows(const Kernel& kernel) {
    return join(kernel, " ", "\n", number_text);
}

std::string as_argument(const Kernel& kernel) {
    return join(kernel, ",", ";", number_text);
}

std::string as_python(const Kernel& kernel) {
    return "[[" + join(kernel, ", ", "],\n [", number_text) + "]]";
}

std::string as_c(const Kernel& kernel) {
    return "{{" + join(kernel, ", ", "},\n {", c_literal) + "}}";
}

std::string number_text(float value) {
    if (std::isnan(value)) return "nan";
    if (value == 0) return "0";
    const float magnitude = std::abs(value);
    const bool ordinary = magnitude >= 1e-4F && magnitude < 1e9F;
    char text[48];
    const auto [end, error] = std::to_chars(text, text + sizeof text, value,
                                            ordinary ? std::chars_format::fixed : std::chars_format::scientific);
    return {text, end};
}

}  // namespace convscope
