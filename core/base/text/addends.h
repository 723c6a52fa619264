// Rounds the numbers of a sum so that it adds up as written. Must not include anything that draws.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace convscope {

/// `value` with this number of decimals, 0..9.
double rounded(double value, int decimals);

/// The numbers rounded to `decimals`, each up or down, so that the rounded numbers add up to the rounded `total`; as
/// few as possible differ from the nearest number. Zeros stay zeros. If the numbers themselves do not add up to
/// `total`, or one is not finite, each is rounded by itself.
std::vector<double> rounded_addends(std::span<const double> parts, double total, int decimals);

/// The decimals, at least 0, with which a number of this magnitude has `digits` significant digits.
int sum_decimals(double largest, int digits);

/// `value` with exactly these decimals and a true minus sign: "-0.125". NaN and infinity as words or signs.
std::string decimal_text(double value, int decimals);

/// "2.021 x 0.470": the factors with as many decimals, from `decimals` to 7, as it takes for the product of the
/// written numbers to be `product` rounded to `decimals`.
std::string factors_text(double a, double b, double product, int decimals);

}  // namespace convscope
