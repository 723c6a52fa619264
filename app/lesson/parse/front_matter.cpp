#include "app/lesson/parse/front_matter.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "app/lesson/words.h"
#include "core/base/text/number_notation.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr int kMaxMinutes = 600;
constexpr std::size_t kMaxTitle = 200;
constexpr std::array<std::string_view, 4> kKeys{"title", "language", "minutes", "files"};
constexpr Message kExample =
    tr("Begin the file with the lines ---, title: ..., language: en, minutes: 10 and --- again");

/// The text without a pair of quotes around it.
std::string_view unquoted(std::string_view text) {
    if (text.size() >= 2 && text.front() == text.back() && (text.front() == '"' || text.front() == '\''))
        return text.substr(1, text.size() - 2);
    return text;
}

/// "en", "pt-BR", "zh_Hant".
bool is_language(std::string_view text) {
    const std::size_t end = std::min(text.find_first_of("-_"), text.size());
    const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto is_plain = [&](char c) { return is_lower(c) || (c >= 'A' && c <= 'Z') || is_digit(c); };
    if (end < 2 || end > 3 || !std::ranges::all_of(text.substr(0, end), is_lower)) return false;
    return end == text.size() || (text.size() > end + 1 && std::ranges::all_of(text.substr(end + 1), is_plain));
}

/// Names separated by commas or spaces, with or without brackets around them.
std::vector<std::filesystem::path> file_list(std::string_view text) {
    std::vector<std::filesystem::path> files;
    constexpr std::string_view kSeparators = ", []";
    while (!text.empty()) {
        const std::size_t start = std::min(text.find_first_not_of(kSeparators), text.size());
        text.remove_prefix(start);
        const std::size_t end = std::min(text.find_first_of(kSeparators), text.size());
        if (end > 0) files.emplace_back(unquoted(text.substr(0, end)));
        text.remove_prefix(end);
    }
    return files;
}

/// Reads the lines of the front matter into a lesson.
class FrontMatterReader {
  public:
    FrontMatterReader(Lesson& lesson, std::vector<LessonProblem>& problems) : lesson_(lesson), problems_(problems) {}

    void read(std::string_view line, int number) {
        line = trimmed(line);
        if (line.empty() || line.front() == '#') return;
        if (line.size() > kMaxLessonLine)
            return fail(number, tr("a line of the front matter has more than 1,000 characters"),
                        tr("Write a shorter one"));
        const std::size_t colon = line.find(':');
        const std::string_view key = trimmed(line.substr(0, std::min(colon, line.size())));
        if (colon == std::string_view::npos)
            return fail(number, tr("a line of the front matter has no colon"), kExample);
        if (std::ranges::find(kKeys, key) == kKeys.end())
            return fail(number, tr("there is no key \"{}\" in the front matter", key), remedy_for(key, kKeys));
        if (std::ranges::find(seen_, key) != seen_.end())
            return fail(number, tr("{} is set a second time", key), tr("Write each key once"));
        seen_.emplace_back(key);
        read_value(key, unquoted(trimmed(line.substr(colon + 1))), number);
    }

    /// Adds problems for keys that are missing.
    void finish() {
        if (lesson_.title.empty() && !failed_)
            fail(1, tr("the lesson has no title"), tr("Write title: in the front matter"));
        if (lesson_.language.empty() && !failed_)
            fail(1, tr("the lesson has no language"), tr("Write language: en in the front matter"));
        if (lesson_.minutes == 0 && !failed_)
            fail(1, tr("the lesson has no minutes"), tr("Write minutes: with the time that it takes"));
    }

  private:
    void read_value(std::string_view key, std::string_view value, int number) {
        if (key == "title") {
            if (value.empty() || value.size() > kMaxTitle)
                return fail(number, tr("the title is empty or too long"), tr("Write a title of a few words"));
            lesson_.title = value;
        } else if (key == "language") {
            if (!is_language(value))
                return fail(number, tr("\"{}\" is not the code of a language", value),
                            tr("Write a code such as en, ko or zh"));
            lesson_.language = value;
        } else if (key == "minutes") {
            const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), lesson_.minutes);
            if (error != std::errc{} || end != value.data() + value.size() || lesson_.minutes < 1 ||
                lesson_.minutes > kMaxMinutes) {
                lesson_.minutes = 0;
                fail(number, tr("minutes is not a whole number from 1 to 600"), tr("Write for instance minutes: 10"));
            }
        } else {
            lesson_.files = file_list(value);
        }
    }

    void fail(int number, std::string problem, std::string remedy) {
        failed_ = true;
        problems_.push_back({.line = number, .problem = std::move(problem), .remedy = std::move(remedy)});
    }

    Lesson& lesson_;
    std::vector<LessonProblem>& problems_;
    std::vector<std::string> seen_;  ///< the keys so far
    bool failed_ = false;
};

}  // namespace

std::size_t read_front_matter(std::string_view markdown, Lesson& lesson, std::vector<LessonProblem>& problems) {
    FrontMatterReader reader(lesson, problems);
    std::size_t at = 0;
    for (int number = 1; at < markdown.size(); ++number) {
        const std::size_t end = std::min(markdown.find('\n', at), markdown.size());
        const std::string_view line = trimmed(markdown.substr(at, end - at));
        at = std::min(end + 1, markdown.size());
        if (number == 1 && line != "---") break;
        if (number > 1 && line == "---") {
            reader.finish();
            return at;
        }
        if (number > 1) reader.read(line, number);
    }
    problems.push_back(
        {.line = 1,
         .problem = markdown.starts_with("---") ? tr("the front matter has no end") : tr("there is no front matter"),
         .remedy = kExample});
    return 0;
}

}  // namespace convscope
