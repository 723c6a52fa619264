// The numbers of a calculation as they are written: with equal decimals, and so that they add up as written. Must not
// include anything that draws.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/gui/network/arithmetic/arithmetic_text.h"

namespace convscope {

struct WrittenNumbers {
    /// The decimals of all numbers; nullopt if the calculation's numbers are too small for few decimals, or if it is no
    /// sum and each number is written by itself.
    std::optional<int> decimals;
    std::vector<std::string> lines;  ///< one per result line; empty for a line that is written by itself
    std::vector<double> parts;       ///< the listed parts, in the order of the list
    std::optional<double> others;    ///< the sum of the parts that are not listed; nullopt if all are
    double total = 0;                ///< of all parts
    std::string text(double value) const;
};

/// The first `listed` parts in this order are listed; see by_magnitude(). `more_digits` adds four decimals.
WrittenNumbers written_numbers(std::span<const ResultLine> lines, const nn::Explanation& explanation,
                               std::span<const std::size_t> order, std::size_t listed, bool more_digits);

}  // namespace convscope
