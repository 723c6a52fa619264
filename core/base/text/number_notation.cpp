#include "core/base/text/number_notation.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace convscope {

namespace {

std::vector<std::string_view> filled_lines(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (const std::string_view line = text.substr(0, end); !trimmed(line).empty()) lines.push_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// True for a single number. It may have one decimal comma, between two digits, instead of a point.
bool is_single_number(std::string_view field) {
    field = trimmed(field);
    if (field.empty() || std::any_of(field.begin(), field.end(), is_blank)) return false;
    const std::size_t comma = field.find(',');
    if (comma == std::string_view::npos) return true;
    return comma > 0 && comma + 1 < field.size() && is_digit(field[comma - 1]) && is_digit(field[comma + 1]) &&
           field.find(',', comma + 1) == std::string_view::npos && field.find('.') == std::string_view::npos;
}

/// True if `separator` splits the line into at least two numbers.
bool is_row(std::string_view line, char separator) {
    line = trimmed(line);
    int fields = 0;
    while (true) {
        const std::size_t end = std::min(line.find(separator), line.size());
        if (!is_single_number(line.substr(0, end))) return false;
        ++fields;
        if (end == line.size()) return fields >= 2;
        line.remove_prefix(end + 1);
    }
}

}  // namespace

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

std::string with_ascii_signs(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kSpellings{
        {{"\u2212", "-"}, {"\u2013", "-"}, {"\u00a0", " "}, {"\ufeff", ""}}};
    std::string result;
    result.reserve(text.size());
    bool after_slash = false;
    while (!text.empty()) {
        std::string_view piece = text.substr(0, 1);
        std::size_t length = 1;
        for (const auto& [from, to] : kSpellings)
            if (text.starts_with(from)) {
                piece = to;
                length = from.size();
            }
        text.remove_prefix(length);
        if (piece.empty() || (after_slash && is_blank(piece.front()))) continue;
        after_slash = piece.front() == '/';
        while (after_slash && !result.empty() && is_blank(result.back())) result.pop_back();
        result += piece;
    }
    return result;
}

std::string without_locale(std::string text) {
    if (text.find_first_of("[{") != std::string::npos) return text;
    const std::vector<std::string_view> lines = filled_lines(text);
    const auto all_rows = [&lines](char separator) {
        return std::ranges::all_of(lines, [separator](std::string_view line) { return is_row(line, separator); });
    };
    const bool tabs = text.find('\t') != std::string::npos && text.find(',') != std::string::npos && all_rows('\t');
    const bool semicolons = !tabs && lines.size() >= 2 && text.find(';') != std::string::npos && all_rows(';');
    if (!tabs && !semicolons) return text;
    std::ranges::replace(text, ',', '.');
    std::ranges::replace(text, ';', '\t');
    return text;
}

}  // namespace convscope
