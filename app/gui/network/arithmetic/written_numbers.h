// The numbers of a calculation, rounded to equal decimals so that they add up as written. Must not include anything
// that draws, so that it can be tested without a window.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/gui/network/arithmetic/arithmetic_text.h"

namespace convscope {

struct WrittenNumbers {
    /// The decimals of all numbers. nullopt if the largest number is below 1e-4 or not finite; then each number has its
    /// own format.
    std::optional<int> decimals;
    std::vector<std::string> lines;  ///< one per result line; empty for a line with its own format
    std::vector<double> parts;       ///< the listed parts, in the order of the list
    std::optional<double> others;    ///< the sum of the parts that are not listed; nullopt if all are
    double total = 0;                ///< of all parts
    std::string text(double value) const;
};

/// The first `listed` parts in this order are listed; see by_magnitude(). `more_digits` adds four decimals.
WrittenNumbers written_numbers(std::span<const ResultLine> lines, const nn::Explanation& explanation,
                               std::span<const std::size_t> order, std::size_t listed, bool more_digits);

}  // namespace convscope
