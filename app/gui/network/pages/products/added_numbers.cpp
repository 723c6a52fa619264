#include "app/gui/network/pages/products/added_numbers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace convscope {

namespace {

constexpr double kMaxUnits = 1e17;

std::string digits(std::int64_t magnitude, int decimals) {
    std::int64_t power = 1;
    for (int i = 0; i < decimals; ++i) power *= 10;
    if (decimals == 0) return std::to_string(magnitude);
    return fmt::format("{}.{:0{}}", magnitude / power, magnitude % power, decimals);
}

}  // namespace

std::string AddedNumbers::text(std::int64_t number) const {
    return (number < 0 ? "\u2212" : "") + digits(std::abs(number), decimals);
}

std::string AddedNumbers::signed_text(std::int64_t number) const {
    return (number < 0 ? "\u2212 " : "+ ") + digits(std::abs(number), decimals);
}

AddedNumbers add_up(std::span<const double> numbers, int decimals) {
    AddedNumbers result{.decimals = decimals, .units = std::vector<std::int64_t>(numbers.size())};
    const double power = std::pow(10.0, decimals);
    std::vector<double> rest(numbers.size());
    double sum = 0;
    std::int64_t floors = 0;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const double scaled = std::isfinite(numbers[i]) ? std::clamp(numbers[i] * power, -kMaxUnits, kMaxUnits) : 0;
        const double floor = std::floor(scaled);
        result.units[i] = static_cast<std::int64_t>(floor);
        rest[i] = scaled - floor;
        sum += scaled;
        floors += result.units[i];
    }
    result.total = std::llround(sum);
    // The numbers with the largest rests are rounded up: as many as the sum needs.
    std::vector<std::size_t> order(numbers.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::ranges::greater(), [&](std::size_t i) { return rest[i]; });
    const std::int64_t up = std::clamp<std::int64_t>(result.total - floors, 0, std::ssize(numbers));
    for (std::int64_t i = 0; i < up; ++i) ++result.units[order[static_cast<std::size_t>(i)]];
    result.total = std::accumulate(result.units.begin(), result.units.end(), std::int64_t{0});
    return result;
}

int decimals_for(double largest) {
    if (!(largest > 0) || !std::isfinite(largest)) return 3;
    return std::clamp(3 - static_cast<int>(std::floor(std::log10(largest))), 0, 7);
}

}  // namespace convscope
