#include "app/cli/options/number_checks.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <system_error>

namespace convscope {

namespace {

/// The reason why the text is no finite number from `low` to `high`; empty if it is one.
std::string number_problem(const std::string& text, double low, double high) {
    double value = 0;
    if (!CLI::detail::lexical_cast(text, value)) return fmt::format("'{}' is not a number", text);
    if (!std::isfinite(value)) return fmt::format("'{}' is not a finite number", text);
    if (value < low || value > high) return fmt::format("'{}' is not a number from {:g} to {:g}", text, low, high);
    return {};
}

/// Removes a seed's leading zeros, because CLI11 would read it as an octal number.
std::string normalise_seed(std::string& text) {
    std::uint64_t seed = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, seed);
    if (error != std::errc() || rest != end)
        return fmt::format("'{}' is not a whole number from 0 to {}", text, std::numeric_limits<std::uint64_t>::max());
    text = std::to_string(seed);
    return {};
}

}  // namespace

void require_finite(CLI::Option& option) {
    constexpr double kMax = std::numeric_limits<float>::max();
    option.check(CLI::Validator([](const std::string& text) { return number_problem(text, -kMax, kMax); }, ""));
}

void require_between(CLI::Option& option, double low, double high) {
    option.check(CLI::Validator([low, high](const std::string& text) { return number_problem(text, low, high); },
                                fmt::format("{:g} to {:g}", low, high)));
}

void require_seed(CLI::Option& option) {
    option.transform(CLI::Validator(normalise_seed, ""));
}

}  // namespace convscope
