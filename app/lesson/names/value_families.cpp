#include "app/lesson/names/value_families.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <span>

#include "app/lesson/names.h"
#include "app/lesson/names/name_parts.h"
#include "app/lesson/predict/name_pattern.h"

namespace convscope {

namespace {

/// The results of a computation in their order, and the values of the pooling block that follows it.
struct ValueChain {
    std::span<const std::string_view> results;
    std::span<const std::string_view> pooled;
};

constexpr std::array<std::string_view, 4> kFilterResults{"inspector.sum", "inspector.weighted", "inspector.biased",
                                                         "inspector.activated"};
constexpr std::array<std::string_view, 2> kFilterPooled{"inspector.pool.#.#", "inspector.pooled"};
constexpr std::array<std::string_view, 4> kColourResults{"colour.sum", "colour.weighted", "colour.biased",
                                                         "colour.activated"};
constexpr std::array<std::string_view, 2> kColourPooled{"colour.pool.#.#", "colour.pool.value"};
constexpr std::array<std::string_view, 3> kChainResults{"chain.total", "chain.biased", "chain.value"};
constexpr std::array<std::string_view, 2> kChainPooled{"chain.block.#.#", "chain.pooled"};
constexpr std::array<std::string_view, 4> kLayerResults{"arithmetic.total", "arithmetic.terms", "arithmetic.sum",
                                                        "arithmetic.activated"};

constexpr std::array<ValueChain, 4> kChains{ValueChain{kFilterResults, kFilterPooled},
                                            ValueChain{kColourResults, kColourPooled},
                                            ValueChain{kChainResults, kChainPooled}, ValueChain{kLayerResults, {}}};

/// A thing that always tells the value of another one. The numbers in both names are the same.
struct Teller {
    std::string_view teller, value;
};
constexpr auto kTellers = std::to_array<Teller>({{"filter.cell.#.#", "inspector.filter.#.#"},
                                                 {"inspector.filter.#.#", "filter.cell.#.#"},
                                                 {"inspector.sequence", "inspector.sum"},
                                                 {"inspector.sequence", "inspector.product.#.#"},
                                                 {"inspector.step", "inspector.sum"},
                                                 {"inspector.step", "inspector.product.#.#"},
                                                 {"inspector.total", "inspector.sum"},
                                                 {"inspector.formula", "view.filtered.size"},
                                                 {"colour.sum", "colour.@.sum_value"}});

bool tells(std::string_view other, std::string_view covered) {
    return std::ranges::any_of(kTellers, [&](const Teller& entry) {
        if (!fits(other, entry.teller) || !fits(covered, entry.value)) return false;
        const auto parts = filled_parts(other, entry.teller);
        return parts.empty() || parts == filled_parts(covered, entry.value);
    });
}

std::optional<std::size_t> place_in(std::span<const std::string_view> names, std::string_view name) {
    const auto found = std::ranges::find_if(names, [name](std::string_view entry) { return fits(name, entry); });
    if (found == names.end()) return std::nullopt;
    return static_cast<std::size_t>(found - names.begin());
}

bool may_repeat(const ValueChain& chain, std::string_view covered, std::string_view other, bool later_only) {
    const auto result = place_in(chain.results, covered);
    // The values of a block are what its result is computed from: only results before the block are repeated in it.
    if (!result) return false;
    if (place_in(chain.pooled, other)) return true;
    const auto place = place_in(chain.results, other);
    return place && (!later_only || *place > *result);
}

struct WrittenNumber {
    double value = 0;
    int decimals = 0;
};

std::optional<WrittenNumber> written_number(std::string_view text) {
    constexpr std::string_view kMinus = "\u2212";
    std::string plain;
    if (text.starts_with(kMinus)) {
        plain = "-";
        text.remove_prefix(kMinus.size());
    }
    plain += text;
    WrittenNumber number;
    const char* const end = plain.data() + plain.size();
    const auto [rest, error] = std::from_chars(plain.data(), end, number.value);
    if (error != std::errc() || rest != end) return std::nullopt;
    const std::size_t point = plain.find('.');
    if (point != std::string::npos) number.decimals = static_cast<int>(plain.size() - point - 1);
    return number;
}

}  // namespace

ValueCopy copy_of_value(std::string_view covered, std::string_view other, bool later_only) {
    if (covered == other) return ValueCopy::none;
    if (tells(other, covered)) return ValueCopy::always;
    const bool repeats = std::ranges::any_of(
        kChains, [&](const ValueChain& chain) { return may_repeat(chain, covered, other, later_only); });
    return repeats ? ValueCopy::if_equal : ValueCopy::none;
}

bool is_same_computation(std::string_view one, std::string_view other) {
    return std::ranges::any_of(kChains, [&](const ValueChain& chain) {
        return place_in(chain.results, one).has_value() && place_in(chain.results, other).has_value();
    });
}

std::string pattern_of_kind(std::string_view name) {
    std::string pattern = kind_pattern(name);
    if (pattern != name) return pattern;
    const std::vector<std::string_view> names = all_lesson_names();
    if (std::ranges::find(names, name) != names.end()) return pattern;
    const auto entry = std::ranges::find_if(names, [name](std::string_view each) { return fits(name, each); });
    if (entry == names.end()) return pattern;
    pattern = *entry;
    std::ranges::replace_if(
        pattern, [](char c) { return c == '#' || c == '@'; }, '*');
    return pattern;
}

bool shows_equal_number(std::string_view a, std::string_view b) {
    const auto first = written_number(a);
    const auto second = written_number(b);
    if (!first || !second) return false;
    if (first->decimals == second->decimals) return first->value == second->value;
    // The number with fewer digits is the rounded one.
    constexpr double kHalf = 0.5000001;
    const double unit = std::pow(10.0, -std::min(first->decimals, second->decimals));
    return std::fabs(first->value - second->value) <= kHalf * unit;
}

}  // namespace convscope
