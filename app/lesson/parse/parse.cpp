#include "app/lesson/parse.h"

#include <cmark.h>

#include <algorithm>
#include <iterator>
#include <system_error>

#include "app/lesson/parse/front_matter.h"
#include "app/lesson/parse/markdown.h"
#include "app/lesson/parse/step_reader.h"
#include "app/lesson/parse/text_limits.h"
#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/base/text/natural_order.h"
#include "core/base/text/translation.h"
#include "core/base/utf8.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMaxFrontMatter = 4096;  ///< bytes that list_lessons() reads of a file
constexpr int kMaxNesting = 64;                ///< of quotes and lists in each other
constexpr std::string_view kByteOrderMark = "\ufeff";

/// The text with the characters of the first `bytes` bytes removed, but not their line breaks, so that lines keep their
/// numbers.
std::string blanked(std::string_view text, std::size_t bytes) {
    std::string result;
    result.reserve(text.size());
    std::ranges::copy_if(text.substr(0, bytes), std::back_inserter(result), [](char c) { return c == '\n'; });
    result += text.substr(bytes);
    return result;
}

/// The number of quotes and list items that are nested at the start of the line.
int nesting(std::string_view line) {
    int depth = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == ' ' || line[i] == '\t') continue;
        const bool is_digit = line[i] >= '0' && line[i] <= '9';
        if (is_digit) continue;
        const bool is_number = i > 0 && (line[i] == '.' || line[i] == ')') && line[i - 1] >= '0' && line[i - 1] <= '9';
        if (line[i] != '>' && line[i] != '-' && line[i] != '*' && line[i] != '+' && !is_number) break;
        ++depth;
    }
    return depth;
}

/// The first line that nests deeper than kMaxNesting, from 1; 0 if there is none. Markdown is read recursively, so that
/// very deep nesting would overflow the stack.
int too_deep_line(std::string_view markdown) {
    int line = 1;
    for (std::size_t start = 0; start < markdown.size(); ++line) {
        const std::size_t end = std::min(markdown.find('\n', start), markdown.size());
        const std::string_view text = markdown.substr(start, end - start);
        const bool is_rule = text.find_first_not_of("-*_ \t\r") == std::string_view::npos;
        if (!is_rule && nesting(text) > kMaxNesting) return line;
        start = end + 1;
    }
    return 0;
}

}  // namespace

ParsedLesson parse_lesson(std::string_view markdown, const fs::path& file) {
    ParsedLesson parsed;
    parsed.lesson.file = file;
    if (markdown.starts_with(kByteOrderMark)) markdown.remove_prefix(kByteOrderMark.size());
    const std::size_t front = read_front_matter(markdown, parsed.lesson, parsed.problems);
    if (const int line = too_deep_line(markdown); line > 0) {
        parsed.problems.push_back(
            {file, line, tr("quotes or lists are nested too deeply"), tr("Write the text without them")});
        return parsed;
    }
    const std::string body = blanked(markdown, front);
    StepReader reader(body, parsed.lesson, parsed.problems);
    const MarkdownDocument document = read_markdown(body);
    for (cmark_node* block : children_of(document.get())) reader.read(block);
    const auto breaks = std::ranges::count(markdown, '\n');
    reader.finish(static_cast<int>(breaks) + (markdown.ends_with('\n') ? 0 : 1));
    check_text_limits(parsed.lesson, parsed.problems);
    for (LessonProblem& problem : parsed.problems) problem.file = file;
    std::ranges::stable_sort(parsed.problems, {}, &LessonProblem::line);
    return parsed;
}

ParsedLesson read_lesson(const fs::path& file) {
    const std::vector<std::uint8_t> bytes = read_file(file, kMaxLessonBytes, tr("write a lesson into it"));
    const std::string text(bytes.begin(), bytes.end());
    if (!is_utf8(text))
        throw LoadError(file.string(), tr("is not a text in UTF-8"), tr("save it as UTF-8 in your editor"));
    std::error_code error;
    const fs::path absolute = fs::absolute(file, error);
    return parse_lesson(text, error ? file : absolute);
}

std::vector<LessonTitle> list_lessons(const fs::path& folder) {
    std::vector<LessonTitle> titles;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        if (entry->path().extension() != ".md") continue;
        const std::vector<std::uint8_t> bytes = read_start(entry->path(), kMaxFrontMatter);
        const std::string text(bytes.begin(), bytes.end());
        Lesson lesson;
        std::vector<LessonProblem> problems;
        const std::size_t mark = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
        read_front_matter(std::string_view(text).substr(mark), lesson, problems);
        if (!problems.empty()) continue;
        titles.push_back(
            {.file = entry->path(), .title = lesson.title, .language = lesson.language, .minutes = lesson.minutes});
    }
    std::ranges::sort(titles, {}, &LessonTitle::file);
    return titles;
}

}  // namespace convscope
