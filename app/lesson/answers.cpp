#include "app/lesson/answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "core/base/text/number_notation.h"

namespace convscope {

namespace {

constexpr double kEqual =
    1e-6;  ///< relative difference up to which two numbers are equal: those of floats are exact to 1e-7

/// A number without separators, and half a unit of its last digit; nullopt for other text.
std::optional<TypedNumber> plain_number(std::string_view text) {
    TypedNumber typed;
    if (text.starts_with('+')) text.remove_prefix(1);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), typed.number);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(typed.number)) return std::nullopt;
    const std::size_t exponent = std::min(text.find_first_of("eE"), text.size());
    int power = 0;
    if (exponent < text.size()) {
        std::string_view digits = text.substr(exponent + 1);
        if (digits.starts_with('+')) digits.remove_prefix(1);
        std::from_chars(digits.data(), digits.data() + digits.size(), power);
    }
    const std::size_t point = text.find('.');
    const auto decimals = point < exponent ? static_cast<int>(exponent - point - 1) : 0;
    typed.half_unit = 0.5 * std::pow(10.0, power - decimals);
    return typed;
}

std::string without(std::string_view text, char separator) {
    std::string result(text);
    std::erase(result, separator);
    return result;
}

/// True if `separator` divides the digits into groups of three: "243,786".
bool has_groups(std::string_view text, char separator) {
    std::size_t at = text.find(separator);
    if (at == std::string_view::npos || at == 0) return false;
    const std::size_t end = std::min(text.find('.', at + 1), text.size());
    while (at < end) {
        const std::size_t next = std::min({text.find(separator, at + 1), end, text.size()});
        if (next - at != 4) return false;
        at = next;
    }
    return true;
}

/// All readings of a number without a fraction or a percentage.
std::vector<TypedNumber> readings(std::string_view text) {
    std::vector<TypedNumber> numbers;
    const auto add = [&numbers](const std::string& plain) {
        if (const auto number = plain_number(plain)) numbers.push_back(*number);
    };
    const std::string compact = without(without(text, ' '), '\'');
    add(compact);
    if (has_groups(compact, ',')) add(without(compact, ','));
    if (std::ranges::count(compact, ',') == 1 && compact.find('.') == std::string::npos) {
        std::string decimal = compact;
        std::ranges::replace(decimal, ',', '.');
        add(decimal);
    }
    return numbers;
}

bool are_equal(double a, double b) {
    // Sums of floats that should be 0 are not exactly 0.
    constexpr double kZero = 1e-7;
    return std::abs(a - b) <= std::max(kZero, kEqual * std::max(std::abs(a), std::abs(b)));
}

/// Half a unit of the second significant digit.
double second_digit(double value) {
    if (value == 0) return 0.05;
    return 0.5 * std::pow(10.0, std::floor(std::log10(std::abs(value))) - 1);
}

bool matches(const TypedNumber& typed, double value) {
    return std::abs(typed.number - value) <= std::min(typed.half_unit, second_digit(value)) * (1 + kEqual) ||
           are_equal(typed.number, value);
}

/// Lower-case letters with single spaces, for comparing words.
std::string folded(std::string_view text) {
    std::string result;
    for (const char c : trimmed(with_ascii_signs(text))) {
        if (is_blank(c) || c == '-' || c == '_') {
            if (!result.ends_with(' ')) result += ' ';
        } else {
            result += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
    }
    return result;
}

bool is_within(const TypedNumber& typed, double value, const std::optional<double>& tolerance, bool is_computed) {
    if (tolerance) return std::abs(typed.number - value) <= *tolerance + kEqual * std::abs(value);
    return is_computed ? matches(typed, value) : are_equal(typed.number, value);
}

/// The numbers that are typed for a share, with those in per cent as shares.
std::vector<TypedNumber> with_shares(std::vector<TypedNumber> numbers) {
    const std::size_t count = numbers.size();
    for (std::size_t i = 0; i < count; ++i)
        if (numbers[i].number > 1 && numbers[i].number <= 100)
            numbers.push_back({numbers[i].number / 100, numbers[i].half_unit / 100});
    return numbers;
}

template <class T>
bool compares(const T& left, Comparison comparison, const T& right, bool equal) {
    switch (comparison) {
        case Comparison::equal:
            return equal;
        case Comparison::unequal:
            return !equal;
        case Comparison::less:
            return left < right && !equal;
        case Comparison::greater:
            return left > right && !equal;
        case Comparison::at_most:
            return left < right || equal;
        case Comparison::at_least:
            return left > right || equal;
    }
    return false;
}

}  // namespace

std::vector<TypedNumber> typed_numbers(std::string_view text) {
    const std::string ascii = with_ascii_signs(text);
    std::string_view rest = trimmed(ascii);
    const bool is_percent = rest.ends_with('%');
    if (is_percent) rest = trimmed(rest.substr(0, rest.size() - 1));
    std::vector<TypedNumber> numbers;
    if (const std::size_t slash = rest.find('/'); slash != std::string_view::npos) {
        for (const TypedNumber& above : readings(rest.substr(0, slash)))
            for (const TypedNumber& below : readings(rest.substr(slash + 1)))
                // A fraction is exact.
                if (below.number != 0) numbers.push_back({.number = above.number / below.number});
    } else {
        numbers = readings(rest);
    }
    if (is_percent)
        for (TypedNumber& number : numbers) number = {number.number / 100, number.half_unit / 100};
    return numbers;
}

bool is_right(const TypedAnswer& answer, std::string_view typed, const std::optional<LessonValue>& value) {
    if (answer.kind == TypedKind::word) return folded(typed) == folded(answer.text);
    const bool is_computed = answer.kind == TypedKind::value;
    if (is_computed && !value) return false;
    const LessonValue right = is_computed ? *value : LessonValue(answer.number);
    if (const auto* text = std::get_if<std::string>(&right)) return folded(typed) == folded(*text);
    std::vector<TypedNumber> numbers = typed_numbers(typed);
    if (is_computed && is_share(answer.text)) numbers = with_shares(std::move(numbers));
    return std::ranges::any_of(numbers, [&](const TypedNumber& number) {
        return is_within(number, std::get<double>(right), answer.tolerance, is_computed);
    });
}

bool is_right(const Question& question, const std::set<int>& chosen) {
    for (std::size_t i = 0; i < question.choices.size(); ++i)
        if (question.choices[i].right != chosen.contains(static_cast<int>(i))) return false;
    return !chosen.empty();
}

std::optional<std::size_t> find_wrong_answer(const Question& question, std::string_view typed, LessonValues& values) {
    for (std::size_t i = 0; i < question.wrong.size(); ++i) {
        const TypedAnswer& answer = question.wrong[i].answer;
        std::optional<LessonValue> value;
        if (answer.kind == TypedKind::value) value = values.find(answer.text);
        if (is_right(answer, typed, value)) return i;
    }
    return std::nullopt;
}

std::string right_answer(const TypedAnswer& answer, const std::optional<LessonValue>& value) {
    if (answer.kind == TypedKind::value && !value) return {};
    const std::string text = answer.kind == TypedKind::value ? lesson_value_text(*value) : answer.text;
    return answer.tolerance ? fmt::format("{} (\u00b1 {})", text, *answer.tolerance) : text;
}

bool holds(const GoalLine& line, LessonValues& values) {
    const std::optional<LessonValue> left = values.find(line.name);
    if (!left) return false;
    std::optional<LessonValue> right;
    if (is_value_name(line.operand) && line.operand.find('.') != std::string::npos)
        right = values.find(line.operand);
    else if (const auto number = plain_number(with_ascii_signs(line.operand)))
        right = number->number;
    else
        right = line.operand;
    if (!right) return false;
    if (std::holds_alternative<double>(*left) && std::holds_alternative<double>(*right)) {
        const double a = std::get<double>(*left), b = std::get<double>(*right);
        return compares(a, line.comparison, b, are_equal(a, b));
    }
    const std::string a = folded(lesson_value_text(*left)), b = folded(lesson_value_text(*right));
    return compares(a, line.comparison, b, a == b);
}

bool is_reached(const Goal& goal, LessonValues& values) {
    return std::ranges::all_of(goal.lines, [&](const GoalLine& line) { return holds(line, values); });
}

}  // namespace convscope
