#include "app/lesson/sheet/goal_text.h"

#include <array>
#include <cctype>
#include <string_view>

#include "app/lesson/values.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

/// In the order of Comparison.
constexpr std::array<Message, 6> kComparisons{tr("{} is {}"),           tr("{} is not {}"),
                                              tr("{} is less than {}"), tr("{} is more than {}"),
                                              tr("{} is at most {}"),   tr("{} is at least {}")};

std::string line_text(const GoalLine& line, const SheetWords& words) {
    std::string operand = is_value_name(line.operand) ? value_phrase(line.operand, words.language) : line.operand;
    if (operand.starts_with('-')) operand.replace(0, 1, "\u2212");
    return words.text(kComparisons.at(static_cast<std::size_t>(line.comparison)),
                      value_phrase(line.name, words.language), operand);
}

}  // namespace

std::string goal_sentence(const Goal& goal, const SheetWords& words) {
    if (goal.lines.empty()) return {};
    std::string sentence = line_text(goal.lines.front(), words);
    for (std::size_t i = 1; i < goal.lines.size(); ++i)
        sentence = words.text(i + 1 == goal.lines.size() ? tr("{}, and {}") : tr("{}, {}"), sentence,
                              line_text(goal.lines[i], words));
    sentence.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(sentence.front())));
    return words.text(tr("{}."), sentence);
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
