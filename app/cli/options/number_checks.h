// The limits of numbers on the command line. CLI11's own range lets NaN through and changes numbers that are too large
// without a word, so every option with a fraction or a seed is checked here.
#pragma once

namespace CLI {
class Option;
}

namespace convscope {

/// Lets the option take finite numbers only, within the range of float. Anything else is a usage error.
void require_finite(CLI::Option& option);
/// Lets the option take finite numbers from `low` to `high`.
void require_between(CLI::Option& option, double low, double high);
/// Lets the option take whole numbers without a sign, from 0 to 2^64 - 1.
void require_seed(CLI::Option& option);

}  // namespace convscope
