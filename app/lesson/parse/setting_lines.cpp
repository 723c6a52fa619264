#include "app/lesson/parse/setting_lines.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "app/lesson/names.h"
#include "app/lesson/parse/markdown.h"
#include "app/lesson/values.h"
#include "app/lesson/words.h"
#include "core/base/text/lower_case.h"
#include "core/base/text/number_notation.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr std::size_t kMaxAnswerBytes = 200;
/// The words that take names of things in the window.
constexpr std::array<std::string_view, 4> kMarkWords{"cover", "hide", "point", "only"};
constexpr std::array kOperators{std::pair{"!=", Comparison::unequal},  std::pair{"<=", Comparison::at_most},
                                std::pair{">=", Comparison::at_least}, std::pair{"=", Comparison::equal},
                                std::pair{"<", Comparison::less},      std::pair{">", Comparison::greater}};

/// Calls `use` with each line that is not empty, and its number. Adds a problem for a line that is too long.
void each_line(std::string_view block, int line, std::vector<LessonProblem>& problems,
               const std::function<void(std::string_view, int)>& use) {
    for (const std::string_view whole : lines_of(block)) {
        const std::string_view text = trimmed(whole);
        if (text.size() > kMaxLessonLine)
            problems.push_back({.line = line,
                                .problem = tr("a line of the block has more than 1,000 characters"),
                                .remedy = tr("Write a shorter one")});
        else if (!text.empty())
            use(text, line);
        ++line;
    }
}

/// Words separated by blanks; a part in double quotes is one word. nullopt if a quote is open.
std::optional<std::vector<std::string>> split_words(std::string_view text) {
    std::vector<std::string> words;
    bool in_word = false, in_quotes = false;
    for (const char c : text) {
        if (c == '"') {
            in_quotes = !in_quotes;
            if (!std::exchange(in_word, true)) words.emplace_back();
        } else if (!in_quotes && is_blank(c)) {
            in_word = false;
        } else {
            if (!std::exchange(in_word, true)) words.emplace_back();
            words.back() += c;
        }
    }
    if (in_quotes) return std::nullopt;
    return words;
}

std::optional<double> number_of(std::string_view text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
    return number;
}

/// A number, or per cent as a share: "84 %" is 0.84.
std::optional<double> number_or_percent(std::string_view text) {
    if (!text.ends_with('%')) return number_of(text);
    const auto number = number_of(trimmed(text.substr(0, text.size() - 1)));
    return number ? std::optional(*number / 100) : std::nullopt;
}

/// The place and length of the sign before a tolerance.
std::pair<std::size_t, std::size_t> find_tolerance(std::string_view text) {
    for (const std::string_view sign : {"\u00b1", "+/-", "+-"})
        if (const std::size_t at = text.find(sign); at != std::string_view::npos) return {at, sign.size()};
    return {std::string_view::npos, 0};
}

/// Removes a pair of double quotes around the text. Returns false if there is none.
bool take_quotes(std::string& text) {
    if (text.size() < 3 || text.front() != '"' || text.back() != '"') return false;
    text = text.substr(1, text.size() - 2);
    return true;
}

/// True for words that cannot be meant as a number, a value or a calculation: they begin with a letter, and none of
/// them has the form of a value's name.
bool is_plain_word(std::string_view text) {
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const auto is_foreign = [](char c) { return static_cast<unsigned char>(c) >= 128; };
    if (text.empty() || !(is_letter(text.front()) || is_foreign(text.front()))) return false;
    constexpr std::array<std::string_view, 3> kNoNumbers{"nan", "inf", "infinity"};
    const std::string lower = lower_case(text);
    if (std::ranges::find(kNoNumbers, lower) != kNoNumbers.end()) return false;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(" +-*/()<>=^"), text.size());
        if (looks_like_value(text.substr(0, end))) return false;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return true;
}

std::string unknown_word(std::string_view word) {
    std::vector<std::string_view> known;
    for (const LessonWord& entry : lesson_words()) known.push_back(entry.word);
    return remedy_for(word, known);
}

}  // namespace

std::vector<Setting> read_settings(std::string_view block, int line, std::vector<LessonProblem>& problems) {
    std::vector<Setting> settings;
    each_line(block, line, problems, [&](std::string_view text, int number) {
        auto words = split_words(text);
        if (!words) {
            problems.push_back({.line = number,
                                .problem = tr("a quotation mark is not closed"),
                                .remedy = tr("Write a second \" at its end")});
            return;
        }
        Setting setting{.word = words->front(), .line = number};
        setting.arguments.assign(words->begin() + 1, words->end());
        if (find_word(setting.word) == nullptr)
            problems.push_back({.line = number,
                                .problem = tr("there is no word \"{}\"", setting.word),
                                .remedy = unknown_word(setting.word)});
        else
            settings.push_back(std::move(setting));
    });
    return settings;
}

void take_marks(std::vector<Setting>& settings, LessonMarks& marks, std::vector<LessonProblem>& problems) {
    std::vector<Setting> others;
    for (Setting& setting : settings) {
        const bool is_free = setting.word == "free";
        if (!is_free && std::ranges::find(kMarkWords, setting.word) == kMarkWords.end()) {
            others.push_back(std::move(setting));
            continue;
        }
        if (is_free != setting.arguments.empty())
            problems.push_back(
                {.line = setting.line,
                 .problem = is_free ? std::string(tr("free takes no name")) : tr("{} needs a name", setting.word),
                 .remedy = is_free ? std::string(tr("Write free alone"))
                                   : tr("Write for instance {} view.filtered", setting.word)});
        for (const std::string& name : setting.arguments)
            if (is_name_too_long(name))
                problems.push_back({.line = setting.line,
                                    .problem = tr("a name has more than 100 characters or 3 stars"),
                                    .remedy = tr("Write a shorter one")});
            else if (!is_lesson_name(name))
                problems.push_back({.line = setting.line,
                                    .problem = tr("nothing in the window has the name \"{}\"", name),
                                    .remedy = name_remedy(name)});
        if (is_free) marks.free = true;
        if (setting.word == "only" && !marks.only) marks.only.emplace();
        std::vector<std::string>* names = setting.word == "cover"   ? &marks.covered
                                          : setting.word == "hide"  ? &marks.hidden
                                          : setting.word == "point" ? &marks.pointed
                                          : is_free                 ? nullptr
                                                                    : &*marks.only;
        if (names != nullptr) names->insert(names->end(), setting.arguments.begin(), setting.arguments.end());
    }
    settings = std::move(others);
}

bool looks_like_value(std::string_view text) {
    const auto is_name_character = [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '_' || c == '.'; };
    return !text.empty() && text.front() >= 'a' && text.front() <= 'z' &&
           std::ranges::all_of(text, is_name_character) && text.find('.') != std::string_view::npos &&
           text.back() != '.';
}

std::vector<GoalLine> read_goal_lines(std::string_view block, int line, std::vector<LessonProblem>& problems) {
    std::vector<GoalLine> lines;
    each_line(block, line, problems, [&](std::string_view text, int number) {
        const auto fail = [&](std::string problem, std::string remedy) {
            problems.push_back({.line = number, .problem = std::move(problem), .remedy = std::move(remedy)});
        };
        const std::size_t at = text.find_first_of("!<>=");
        const auto* const found =
            at == std::string_view::npos ? kOperators.end() : std::ranges::find_if(kOperators, [&](const auto& entry) {
                return text.substr(at).starts_with(entry.first);
            });
        if (found == kOperators.end())
            return fail(tr("a line of a check is not \"name op value\""), tr("Write for instance filter.sum = 0"));
        const std::string_view name = trimmed(text.substr(0, at));
        const std::string_view operand = trimmed(text.substr(at + std::string_view(found->first).size()));
        if (!is_value_name(name)) return fail(tr("there is no value \"{}\"", name), value_remedy(name));
        if (operand.empty())
            return fail(tr("a line of a check has nothing to compare with"), tr("Write for instance filter.sum = 0"));
        if (looks_like_value(operand) && !is_value_name(operand))
            return fail(tr("there is no value \"{}\"", operand), value_remedy(operand));
        lines.push_back(
            {.name = std::string(name), .comparison = found->second, .operand = std::string(operand), .line = number});
    });
    return lines;
}

TypedAnswer read_typed_answer(std::string_view text, int line, std::vector<LessonProblem>& problems) {
    const auto fail = [&](std::string problem, std::string remedy) {
        problems.push_back({.line = line, .problem = std::move(problem), .remedy = std::move(remedy)});
    };
    TypedAnswer answer{.kind = TypedKind::word, .text = std::string(trimmed(text))};
    if (answer.text.size() > kMaxAnswerBytes) {
        fail(tr("an answer has more than 200 characters"), tr("Write a shorter one, or ask with choices"));
        return answer;
    }
    if (take_quotes(answer.text)) return answer;
    const std::string plain = with_ascii_signs(answer.text);
    std::string_view rest = plain;
    std::optional<double> tolerance;
    if (const auto [at, size] = find_tolerance(plain); at != std::string::npos) {
        tolerance = number_or_percent(trimmed(rest.substr(at + size)));
        rest = trimmed(rest.substr(0, at));
        if (!tolerance || *tolerance < 0) {
            fail(tr("the tolerance of an answer is not a number"), tr("Write for instance = 0.84 \u00b1 0.01"));
            return answer;
        }
    }
    if (looks_like_value(rest)) {
        answer = {.kind = TypedKind::value, .text = std::string(rest), .tolerance = tolerance};
        if (!is_value_name(rest)) fail(tr("there is no value \"{}\"", answer.text), value_remedy(rest));
    } else if (const auto number = number_or_percent(rest)) {
        answer = {.kind = TypedKind::number, .text = std::string(rest), .number = *number, .tolerance = tolerance};
    } else if (tolerance) {
        fail(tr("an answer with a tolerance is neither a number nor a value"),
             tr("Write for instance = 0.84 \u00b1 0.01"));
    } else if (!is_plain_word(rest)) {
        fail(tr("\"{}\" is neither a number nor the name of a value", answer.text),
             tr("Write a number or one name, or put words in double quotes: = \"13 x 13\""));
    }
    return answer;
}

}  // namespace convscope
