#include "app/lesson/words/arguments.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

#include "app/lesson/state.h"
#include "core/base/text/number_notation.h"
#include "core/base/text/translation.h"

namespace convscope {

std::string hyphenated(std::string_view name) {
    std::string text(name);
    std::ranges::replace(text, '_', '-');
    return text;
}

void Arguments::fail(const std::string& problem, const std::string& remedy) const {
    throw SettingError(setting_.line, problem, remedy);
}

void Arguments::fail(const std::string& problem) const {
    fail(problem, tr("Write {}", word_.usage));
}

void Arguments::expect(std::size_t least, std::size_t most) const {
    if (size() < least || size() > most)
        fail(tr_count(static_cast<long long>(size()), "{1} has {0} argument", "{1} has {0} arguments", setting_.word));
}

const std::string& Arguments::text(std::size_t index) const {
    if (index >= size()) fail(tr("{} has too few arguments", setting_.word));
    return setting_.arguments[index];
}

double Arguments::number(std::size_t index, double low, double high) const {
    const std::string plain = with_ascii_signs(text(index));
    double value = 0;
    const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
    if (error != std::errc{} || end != plain.data() + plain.size() || !std::isfinite(value))
        fail(tr("\"{}\" is not a number", text(index)));
    if (value < low || value > high)
        fail(tr("{} is not between {} and {}", text(index), low, high), tr("Write a number from {} to {}", low, high));
    return value;
}

std::int64_t Arguments::integer(std::size_t index, std::int64_t low, std::int64_t high) const {
    const double value = number(index, static_cast<double>(low), static_cast<double>(high));
    if (value != std::floor(value)) fail(tr("{} is not a whole number", text(index)));
    return static_cast<std::int64_t>(value);
}

bool Arguments::on(std::size_t index) const {
    if (text(index) != "on" && text(index) != "off") fail(tr("\"{}\" is neither on nor off", text(index)));
    return text(index) == "on";
}

std::size_t Arguments::one_of(std::size_t index, std::span<const std::string_view> names) const {
    const std::string wanted = hyphenated(text(index));
    std::vector<std::string> spellings;
    spellings.reserve(names.size());
    std::ranges::transform(names, std::back_inserter(spellings), hyphenated);
    const auto found = std::ranges::find(spellings, wanted);
    if (found != spellings.end()) return static_cast<std::size_t>(found - spellings.begin());
    fail(tr("{} cannot be \"{}\"", setting_.word, text(index)),
         remedy_for(wanted, std::vector<std::string_view>(spellings.begin(), spellings.end())));
}

}  // namespace convscope
