#include "app/gui/network/pages/products/product_arithmetic.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "app/gui/network/arithmetic/arithmetic_text.h"

namespace convscope {

namespace {

std::vector<double> values_at(const nn::ProductMaps& maps, const nn::Position& at, const WrittenPart& part) {
    const auto place = static_cast<std::size_t>(at.row * maps.cols + at.col);
    std::vector<double> values;
    values.reserve(part.channels + 1);
    for (const int index : part.order.first(part.channels))
        values.push_back(maps.maps[static_cast<std::size_t>(index)].values[place]);
    if (part.bias) values.push_back(maps.bias);
    return values;
}

/// The positions in the written part of the products that are written one by one, ascending.
std::vector<std::size_t> written_products(const AddedNumbers& numbers, std::size_t channels) {
    std::vector<std::size_t> written(channels);
    std::iota(written.begin(), written.end(), std::size_t{0});
    if (channels <= kMaxWritten + 1) return written;
    std::ranges::partial_sort(written, written.begin() + kMaxWritten, std::ranges::greater(),
                              [&](std::size_t i) { return std::abs(numbers.units[i]); });
    written.resize(kMaxWritten);
    std::ranges::sort(written);
    return written;
}

std::string sum_text(const AddedNumbers& numbers, std::size_t channels, bool bias) {
    std::string text;
    const auto add = [&](std::int64_t number, const std::string& name) {
        if (!name.empty())
            text += (text.empty() ? "" : " + ") + name + " " + numbers.text(number);
        else if (text.empty())
            text = numbers.text(number);
        else
            text += " " + numbers.signed_text(number);
    };
    std::int64_t rest = std::accumulate(numbers.units.begin(),
                                        numbers.units.begin() + static_cast<std::ptrdiff_t>(channels), std::int64_t{0});
    const std::vector<std::size_t> written = written_products(numbers, channels);
    for (const std::size_t i : written) {
        add(numbers.units[i], "");
        rest -= numbers.units[i];
    }
    if (const std::size_t others = channels - written.size(); others > 0) add(rest, fmt::format("{} others", others));
    if (bias) add(numbers.units.back(), "bias");
    return text + " = " + numbers.text(numbers.total);
}

}  // namespace

ProductArithmetic product_arithmetic(const nn::ProductMaps& maps, const nn::Position& at, const WrittenPart& part,
                                     const nn::Activation& activation, std::optional<float> activated,
                                     bool turned_off) {
    const std::vector<double> values = values_at(maps, at, part);
    double largest = 0;
    for (const double value : values) largest = std::max(largest, std::fabs(value));
    ProductArithmetic result{.numbers = add_up(values, decimals_for(largest))};
    const AddedNumbers& numbers = result.numbers;
    result.sum = sum_text(numbers, part.channels, part.bias);
    if (!activated) return result;
    if (turned_off) {
        result.result = "This map is turned off: 0";
        return result;
    }
    // The ReLU of the written sum, so that both have the same digits.
    const std::int64_t units = activation.kind == nn::ActivationKind::relu
                                   ? std::max<std::int64_t>(0, numbers.total)
                                   : std::llround(static_cast<double>(*activated) * std::pow(10.0, numbers.decimals));
    result.result = fmt::format("{}: {}", display_name(activation), numbers.text(units));
    return result;
}

}  // namespace convscope
