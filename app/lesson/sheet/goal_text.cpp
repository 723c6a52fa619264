#include "app/lesson/sheet/goal_text.h"

#include <array>
#include <cctype>
#include <string_view>

#include "app/lesson/values.h"

namespace convscope {

namespace {

/// In the order of Comparison.
constexpr std::array<std::string_view, 6> kComparisonWords{" is ",           " is not ",     " is less than ",
                                                           " is more than ", " is at most ", " is at least "};

std::string line_text(const GoalLine& line) {
    std::string operand = is_value_name(line.operand) ? value_phrase(line.operand) : line.operand;
    if (operand.starts_with('-')) operand.replace(0, 1, "\u2212");
    return value_phrase(line.name) + std::string(kComparisonWords.at(static_cast<std::size_t>(line.comparison))) +
           operand;
}

}  // namespace

std::string goal_sentence(const Goal& goal) {
    std::string sentence;
    for (std::size_t i = 0; i < goal.lines.size(); ++i) {
        if (i > 0) sentence += i + 1 == goal.lines.size() ? ", and " : ", ";
        sentence += line_text(goal.lines[i]);
    }
    if (sentence.empty()) return sentence;
    sentence.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(sentence.front())));
    return sentence + ".";
}

std::string solution_text(const Goal& goal) {
    std::string text;
    for (const Setting& setting : goal.solution) {
        if (setting.word == "kernel" || setting.word == "slice") continue;
        text += text.empty() ? setting.word : ", " + setting.word;
        for (const std::string& argument : setting.arguments) text += " " + argument;
    }
    return text;
}

}  // namespace convscope
