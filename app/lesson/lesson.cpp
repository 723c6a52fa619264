#include "app/lesson/lesson.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "core/base/text/printable.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

/// In the order of Comparison.
constexpr std::array<std::string_view, 6> kComparisonTexts{"=", "!=", "<", ">", "<=", ">="};

}  // namespace

std::vector<std::string> LessonMarks::all_covered() const {
    std::vector<std::string> all = covered;
    all.insert(all.end(), hidden.begin(), hidden.end());
    return all;
}

std::string plain_text(const LessonText& text) {
    std::string plain;
    for (const TextBlock& block : text) {
        if (!plain.empty()) plain += '\n';
        for (const TextSpan& span : block.spans) plain += span.text;
    }
    return plain;
}

std::string setting_line(const Setting& setting) {
    std::string line = setting.word;
    for (const std::string& argument : setting.arguments) {
        const bool needs_quotes = argument.empty() || argument.find_first_of(" \t;") != std::string::npos;
        line += needs_quotes ? " \"" + argument + "\"" : " " + argument;
    }
    return line;
}

bool Question::has_several_right() const {
    return std::ranges::count(choices, true, &AnswerChoice::right) > 1;
}

std::string comparison_text(Comparison comparison) {
    return std::string(kComparisonTexts[static_cast<std::size_t>(comparison)]);
}

std::string LessonProblem::text() const {
    if (line > 0) return tr("{}:{}: {}. {}.", printable(file.string()), line, problem, remedy);
    return tr("{}: {}. {}.", printable(file.string()), problem, remedy);
}

}  // namespace convscope
