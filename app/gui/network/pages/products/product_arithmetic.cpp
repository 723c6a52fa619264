#include "app/gui/network/pages/products/product_arithmetic.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <string>
#include <vector>

#include "app/gui/network/arithmetic/arithmetic_text.h"
#include "core/base/text/addends.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr int kDigits = 4;  ///< significant digits of the largest number
constexpr int kMaxDecimals = 7;

std::vector<double> values_at(const nn::ProductMaps& maps, const nn::Position& at, const WrittenPart& part) {
    const auto place = static_cast<std::size_t>(at.row * maps.cols + at.col);
    std::vector<double> values;
    values.reserve(part.channels + 1);
    for (const int index : part.order.first(part.channels))
        values.push_back(maps.maps[static_cast<std::size_t>(index)].values[place]);
    if (part.bias) values.push_back(maps.bias);
    return values;
}

/// The indexes of the products that are written one by one, ascending.
std::vector<std::size_t> written_products(const std::vector<double>& numbers, std::size_t channels) {
    std::vector<std::size_t> written(channels);
    std::iota(written.begin(), written.end(), std::size_t{0});
    if (channels <= kMaxWritten + 1) return written;
    std::ranges::partial_sort(written, written.begin() + kMaxWritten, std::ranges::greater(),
                              [&](std::size_t i) { return std::fabs(numbers[i]); });
    written.resize(kMaxWritten);
    std::ranges::sort(written);
    return written;
}

/// The sum as text, with each product's input channel in brackets.
std::string sum_text(const ProductArithmetic& arithmetic, const nn::ProductMaps& maps, double total,
                     const WrittenPart& part) {
    const std::vector<double>& numbers = arithmetic.numbers;
    std::string text;
    const auto add = [&](double number, const std::string& name) {
        const std::string digits = decimal_text(std::fabs(number), arithmetic.decimals);
        if (text.empty())
            text = decimal_text(number, arithmetic.decimals);
        else
            text += (number < 0 ? " \u2212 " : " + ") + digits;
        text += " (" + name + ")";
    };
    const auto products = std::span(numbers).first(part.channels);
    double rest = std::accumulate(products.begin(), products.end(), 0.0);
    const std::vector<std::size_t> written = written_products(numbers, part.channels);
    for (const std::size_t i : written) {
        add(numbers[i], std::to_string(maps.maps[static_cast<std::size_t>(part.order[i])].channel));
        rest -= numbers[i];
    }
    rest = rounded(rest, arithmetic.decimals);
    if (const std::size_t others = part.channels - written.size(); others > 0) add(rest, tr("{} others", others));
    if (part.bias) add(numbers.back(), tr("bias"));
    return text + " = " + decimal_text(total, arithmetic.decimals);
}

}  // namespace

ProductArithmetic product_arithmetic(const nn::ProductMaps& maps, const nn::Position& at, const WrittenPart& part,
                                     const nn::Activation& activation, std::optional<float> activated,
                                     bool turned_off) {
    const std::vector<double> values = values_at(maps, at, part);
    double largest = 0;
    for (const double value : values) largest = std::max(largest, std::fabs(value));
    const double sum = std::accumulate(values.begin(), values.end(), 0.0);
    ProductArithmetic result{.decimals = std::min(sum_decimals(largest, kDigits), kMaxDecimals)};
    result.numbers = rounded_addends(values, sum, result.decimals);
    const double total = rounded(sum, result.decimals);
    result.sum = sum_text(result, maps, total, part);
    if (!activated) return result;
    if (turned_off) {
        result.result = tr("This map is turned off: 0");
        return result;
    }
    // Apply ReLU to the written sum, so that both have the same digits.
    const double value =
        activation.kind == nn::ActivationKind::relu ? std::max(0.0, total) : static_cast<double>(*activated);
    result.result = fmt::format("{}: {}", display_name(activation), decimal_text(value, result.decimals));
    return result;
}

}  // namespace convscope
