// Rounds the parts of a sum so that they add up as written.
#pragma once

#include <vector>

namespace convscope {

/// The parts rounded to `decimals` so that they add up to the rounded `sum`: the part with the largest rounding error
/// takes up the last digit's difference. `sum` is the sum of the parts up to rounding errors; all are finite.
std::vector<double> rounded_parts(const std::vector<double>& parts, double sum, int decimals);

}  // namespace convscope
