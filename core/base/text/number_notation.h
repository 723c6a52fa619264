// Converts numbers from the notation of web pages, word processors and spreadsheets to that of programs.
#pragma once

#include <string>
#include <string_view>

namespace convscope {

constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
constexpr bool is_blank(char c) {
    return std::string_view(" \t\r\n\v\f").find(c) != std::string_view::npos;
}
/// The text without blanks at its start and end.
std::string_view trimmed(std::string_view text);

/// Replaces the signs and spaces of web pages and word processors by ASCII ones, drops a byte order mark, and removes
/// spaces next to the '/' of a fraction.
std::string with_ascii_signs(std::string_view text);

/// Replaces the decimal commas of a table by points, and semicolons between its columns by tabs, if the separators are
/// unambiguous: lines of numbers with tabs, or several lines of numbers with semicolons. Returns other texts unchanged.
std::string without_locale(std::string text);

}  // namespace convscope
