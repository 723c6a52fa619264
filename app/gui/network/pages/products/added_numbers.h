// Numbers of a sum, rounded so that they add up as written. Must not include anything that draws.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace convscope {

/// Numbers and their sum in whole units of the last decimal. The sum is rounded to the nearest unit; each number is one
/// of the two neighbouring multiples of the unit, chosen so that they add up exactly to the sum.
struct AddedNumbers {
    int decimals = 0;
    std::vector<std::int64_t> units;
    std::int64_t total = 0;

    /// The number of these units with a true minus sign: "-0.031".
    std::string text(std::int64_t number) const;
    /// As text(), with its sign apart from the digits, for a place after another number: "+ 0.031".
    std::string signed_text(std::int64_t number) const;
};

/// `decimals` is at most 9. NaN and infinity count as 0.
AddedNumbers add_up(std::span<const double> numbers, int decimals);
/// The decimals with which the number of magnitude `largest` has about four significant digits; 0 to 7.
int decimals_for(double largest);

}  // namespace convscope
