// Judges answers and goals. Must not include anything that draws.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "app/lesson/lesson.h"
#include "app/lesson/values.h"

namespace convscope {

/// The numbers that the text can mean: with a comma as decimal or thousands separator, a fraction "1/9", a percentage.
/// `half_unit` is half a unit of the last digit that was typed.
struct TypedNumber {
    double number = 0, half_unit = 0;
};
std::vector<TypedNumber> typed_numbers(std::string_view text);

/// True if the typed text is the answer. `value` is the named value of TypedKind::value; nullopt: no answer is right.
/// A number must be within the lesson's tolerance. Shares (is_share()) may be typed in per cent, without the sign.
/// Without a tolerance, a written number must be equal, and a computed one may
/// differ by half a unit of the last digit that was typed, but by no more than half a unit of its own second
/// significant digit.
bool is_right(const TypedAnswer& answer, std::string_view typed, const std::optional<LessonValue>& value);
/// True if exactly the right choices are in `chosen` (indices into Question::choices).
bool is_right(const Question& question, const std::set<int>& chosen);
/// The wrong answer of the question (index into Question::wrong) that the typed text is; nullopt if it is none of them.
std::optional<std::size_t> find_wrong_answer(const Question& question, std::string_view typed, LessonValues& values);
/// The right answer for people: "577", "0.84 (± 0.01)", "Ankle boot"; empty if the value is missing.
std::string right_answer(const TypedAnswer& answer, const std::optional<LessonValue>& value);

/// True if the line holds. False if a value is missing.
bool holds(const GoalLine& line, LessonValues& values);
/// True if all lines hold.
bool is_reached(const Goal& goal, LessonValues& values);

}  // namespace convscope
