// Reads a kernel from text, however a person or a program has written it: parse_kernel() of kernel.h.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "core/base/load_error.h"
#include "core/base/utf8.h"
#include "core/filter/kernel.h"

namespace convscope {

namespace {

constexpr std::size_t kMaxText = 16384;
constexpr std::size_t kMaxQuoted = 24;
constexpr const char* kRemedy = "give 1, 3, 5 or 7 rows of as many numbers, such as -1,0,1;-2,0,2;-1,0,1";

[[noreturn]] void refuse(std::string what, std::string where = {}) {
    throw LoadError("filter", std::move(what), kRemedy, std::move(where));
}

bool is_blank(char c) {
    return std::string_view(" \t\r\n\v\f").find(c) != std::string_view::npos;
}
bool is_open(char c) {
    return c == '[' || c == '{';
}
bool is_close(char c) {
    return c == ']' || c == '}';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// A name of a programming language, such as np.float32.
bool is_name(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == '.';
    });
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

/// The user's own text in quotes, short and on one line.
std::string quoted(std::string_view text) {
    std::string shown(utf8_prefix(text, kMaxQuoted));
    std::replace_if(
        shown.begin(), shown.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    return "'" + shown + (shown.size() < text.size() ? "...'" : "'");
}

/// Signs and spaces as web pages and word processors write them become plain ones; blanks beside a fraction's '/' go.
std::string plain(std::string_view text) {
    constexpr std::pair<std::string_view, std::string_view> kSpellings[] = {
        {"\u2212", "-"}, {"\u2013", "-"}, {"\u00a0", " "}};
    std::string result(text);
    for (const auto& [from, to] : kSpellings)
        for (std::size_t at = 0; (at = result.find(from, at)) != std::string::npos;)
            result.replace(at, from.size(), to);

    for (std::size_t at = 0; (at = result.find('/', at)) != std::string::npos; ++at) {
        std::size_t end = at + 1;
        while (end < result.size() && is_blank(result[end])) ++end;
        result.erase(at + 1, end - at - 1);
        while (at > 0 && is_blank(result[at - 1])) result.erase(--at, 1);
    }
    return result;
}

/// A decimal number, with C's 'f' after it or not. `token` is what errors quote.
template <typename Number>
Number parse_decimal(std::string_view digits, std::string_view token, const std::string& where) {
    if (digits.size() > 1 && digits[0] == '+' && digits[1] != '-') digits.remove_prefix(1);
    const std::size_t size = digits.size();
    const bool suffixed = size > 1 && (digits[size - 1] == 'f' || digits[size - 1] == 'F');
    if (suffixed && (is_digit(digits[size - 2]) || digits[size - 2] == '.')) digits.remove_suffix(1);

    Number value = 0;
    const char* const last = digits.data() + digits.size();
    const auto [end, error] = std::from_chars(digits.data(), last, value);
    if (error == std::errc::result_out_of_range)
        refuse(quoted(token) + " is beyond the range of a filter value", where);
    if (error != std::errc{} || end != last) refuse(quoted(token) + " is not a number", where);
    if (!std::isfinite(value)) refuse(quoted(token) + " is not a finite number", where);
    return value;
}

/// One filter value: a decimal number or a fraction of two.
float parse_value(std::string_view token, const std::string& where) {
    const std::size_t slash = token.find('/');
    if (slash == std::string_view::npos) return parse_decimal<float>(token, token, where);
    const auto above = parse_decimal<double>(token.substr(0, slash), token, where);
    const auto below = parse_decimal<double>(token.substr(slash + 1), token, where);
    if (below == 0) refuse(quoted(token) + " divides by zero", where);
    const double ratio = above / below;
    if (std::abs(ratio) > static_cast<double>(std::numeric_limits<float>::max()))
        refuse(quoted(token) + " is beyond the range of a filter value", where);
    return static_cast<float>(ratio);
}

using Rows = std::vector<std::vector<float>>;

/// Collects numbers into rows while a text is read from left to right. A row ends at a ';' and at a bracket, and at the
/// end of a line where `lines` says so.
class RowReader {
  public:
    explicit RowReader(bool lines) : lines_(lines) {}

    Rows read(std::string_view text) {
        for (const char c : text) {
            const bool bracket = is_open(c) || is_close(c);
            if (!bracket && !is_blank(c) && c != ',' && c != ';') {
                token_ += c;
                continue;
            }
            end_value();
            if (c == ',') end_item();
            if (bracket || c == ';' || (lines_ && c == '\n')) end_row();
            if (is_open(c)) open_ += c;
            if (is_close(c)) close(c);
        }
        end_value();
        end_row();
        if (!open_.empty()) refuse(fmt::format("a '{}' is never closed", open_.back()));
        return std::move(rows_);
    }

  private:
    std::string where() const { return fmt::format("row {}", rows_.size() + 1); }

    void end_value() {
        if (token_.empty()) return;
        row_.push_back(parse_value(token_, where()));
        token_.clear();
        after_item_ = true;
    }

    void end_item() {
        if (!after_item_) refuse("a number is missing before a comma", where());
        after_item_ = false;
    }

    void end_row() {
        if (!row_.empty()) rows_.push_back(std::move(row_));
        row_.clear();
        after_item_ = false;
    }

    void close(char c) {
        const char opener = c == ']' ? '[' : '{';
        if (open_.empty() || open_.back() != opener) refuse(fmt::format("a '{}' has no '{}' before it", c, opener));
        open_.pop_back();
        after_item_ = true;
    }

    bool lines_;
    std::string token_;
    std::vector<float> row_;
    Rows rows_;
    std::string open_;         ///< the brackets that are open here
    bool after_item_ = false;  ///< a comma may follow
};

/// What may stand before a list: nothing, "k =", "const float k[3][3] =", "np.array(", "k = np.array(".
bool is_introduction(std::string_view text) {
    const std::size_t equals = text.rfind('=');
    const std::string_view call = trimmed(equals == std::string_view::npos ? text : text.substr(equals + 1));
    return call.empty() || (call.back() == '(' && is_name(call.substr(0, call.size() - 1)));
}

/// What may stand after a list: nothing, ";", ")", ", dtype=np.float32)", ", np.float32)".
bool is_ending(std::string_view text) {
    while (!text.empty() && (is_blank(text.back()) || text.back() == ';' || text.back() == ',')) text.remove_suffix(1);
    if (!text.empty() && text.back() == ')') text.remove_suffix(1);
    text = trimmed(text);
    if (text.empty()) return true;
    if (text.front() != ',') return false;
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) return is_name(trimmed(text.substr(1)));
    return trimmed(text.substr(1, equals - 1)) == "dtype" && is_name(trimmed(text.substr(equals + 1)));
}

/// The list in a piece of program text, brackets included; the text itself where it has none.
std::string_view list_in(std::string_view text) {
    const bool c_array = text.find('{') != std::string_view::npos;
    const std::size_t first = text.find(c_array ? '{' : '[');
    if (first == std::string_view::npos) return text;
    const std::size_t last = text.rfind(c_array ? '}' : ']');
    const std::size_t end = last == std::string_view::npos || last < first ? text.size() : last + 1;
    const std::string_view before = text.substr(0, first);
    const std::string_view after = text.substr(end);
    if (!is_introduction(before)) refuse(quoted(trimmed(before)) + " before the numbers is not understood");
    if (!is_ending(after)) refuse(quoted(trimmed(after)) + " after the numbers is not understood");
    return text.substr(first, end - first);
}

std::string counted(std::size_t count, const char* noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

Kernel from_rows(const Rows& rows) {
    if (rows.empty()) refuse("there are no numbers");
    const std::size_t size = rows.size();
    const std::size_t width = rows.front().size();
    for (std::size_t r = 1; r < size; ++r)
        if (rows[r].size() != width)
            refuse(fmt::format("row 1 has {}, but row {} has {}", counted(width, "number"), r + 1, rows[r].size()));
    if (size != width)
        refuse(fmt::format("{} of {} {} not square", counted(size, "row"), counted(width, "number"),
                           size == 1 ? "is" : "are"));
    if (size % 2 == 0 || size > kMaxKernelSize)
        refuse(fmt::format("{0} x {0} is not a size of filter offered here", size));

    Kernel kernel{static_cast<int>(size), {}};
    auto next = kernel.values.begin();
    for (const std::vector<float>& row : rows) next = std::copy(row.begin(), row.end(), next);
    return kernel;
}

}  // namespace

Kernel parse_kernel(std::string_view text) {
    if (text.size() > kMaxText) refuse(fmt::format("a text of {} bytes is too large for a filter", text.size()));
    const std::string spelled = plain(text);
    const std::string_view list = list_in(spelled);
    // In nested lists each innermost one is a row, however its numbers are spread over lines.
    const bool nested = std::count_if(list.begin(), list.end(), is_open) > 1;
    return from_rows(RowReader(!nested).read(list));
}

}  // namespace convscope
