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

/// The results of a computation in their order, and the places that may show the same number: the values of the
/// pooling block that follows, the pixel in the pictures, and the reading below them.
struct ValueChain {
    std::span<const std::string_view> results;
    std::span<const std::string_view> elsewhere;
};

constexpr std::array<std::string_view, 4> kFilterResults{"inspector.sum", "inspector.weighted", "inspector.biased",
                                                         "inspector.activated"};
constexpr auto kFilterElsewhere = std::to_array<std::string_view>(
    {"inspector.pool.#.#", "inspector.pooled", "view.filtered.pixel", "view.filtered.note", "view.filtered.@.pixel",
     "view.filtered.@.note", "view.pooled.pixel", "view.pooled.note", "view.pooled.@.pixel", "view.pooled.@.note",
     "view.combined.note", "view.strip.note"});
constexpr std::array<std::string_view, 1> kFilterBlock{"inspector.pooled"};
constexpr auto kBlockElsewhere = std::to_array<std::string_view>(
    {"view.pooled.pixel", "view.pooled.note", "view.pooled.@.pixel", "view.pooled.@.note", "view.strip.note"});
constexpr std::array<std::string_view, 4> kColourResults{"colour.sum", "colour.weighted", "colour.biased",
                                                         "colour.activated"};
constexpr std::array<std::string_view, 6> kColourElsewhere{"colour.pool.#.#",     "colour.pool.value",
                                                           "colour.map.pixel",    "colour.map.note",
                                                           "colour.pooled.pixel", "colour.pooled.note"};
constexpr std::array<std::string_view, 1> kColourBlock{"colour.pool.value"};
constexpr std::array<std::string_view, 2> kColourBlockElsewhere{"colour.pooled.pixel", "colour.pooled.note"};
constexpr std::array<std::string_view, 1> kSliceResults{"colour.@.sum_value"};
constexpr std::array<std::string_view, 2> kSliceElsewhere{"colour.@.sum.pixel", "colour.@.sum.note"};
constexpr std::array<std::string_view, 3> kChainResults{"chain.total", "chain.biased", "chain.value"};
constexpr std::array<std::string_view, 5> kChainElsewhere{"chain.block.#.#", "chain.pooled", "chain.value.pixel",
                                                          "chain.pooled.pixel", "chain.conv.#.note"};
constexpr std::array<std::string_view, 1> kChainBlock{"chain.pooled"};
constexpr std::array<std::string_view, 2> kChainBlockElsewhere{"chain.pooled.pixel", "chain.conv.#.note"};
constexpr std::array<std::string_view, 4> kLayerResults{"arithmetic.total", "arithmetic.terms", "arithmetic.sum",
                                                        "arithmetic.activated"};
constexpr std::array<std::string_view, 2> kLayerElsewhere{"map.now.pixel", "map.now.note"};

constexpr std::array<ValueChain, 8> kChains{
    ValueChain{kFilterResults, kFilterElsewhere},  ValueChain{kFilterBlock, kBlockElsewhere},
    ValueChain{kColourResults, kColourElsewhere},  ValueChain{kColourBlock, kColourBlockElsewhere},
    ValueChain{kSliceResults, kSliceElsewhere},    ValueChain{kChainResults, kChainElsewhere},
    ValueChain{kChainBlock, kChainBlockElsewhere}, ValueChain{kLayerResults, kLayerElsewhere}};

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
    if (place_in(chain.elsewhere, other)) return true;
    const auto place = place_in(chain.results, other);
    return place && (!later_only || *place > *result);
}

struct WrittenNumber {
    double value = 0;
    int decimals = 0;
};

/// Reads a number, also at the end of a pixel's reading: "row 2, column 3: 0.5".
std::optional<WrittenNumber> written_number(std::string_view text) {
    constexpr std::string_view kMinus = "\u2212";
    if (const std::size_t colon = text.rfind(": "); colon != std::string_view::npos) text.remove_prefix(colon + 2);
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
