#include "core/base/text/number_table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "core/base/load_error.h"
#include "core/base/text/number_notation.h"
#include "core/base/text/translation.h"
#include "core/base/utf8.h"

namespace convscope {

namespace {

constexpr std::size_t kMaxQuoted = 24;

bool is_open(char c) {
    return c == '[' || c == '{';
}
bool is_close(char c) {
    return c == ']' || c == '}';
}

/// An identifier of a programming language, such as np.float32.
bool is_name(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == '.';
    });
}

/// The user's own text in quotes, short and on one line.
std::string in_quotes(std::string_view text) {
    std::string shown(utf8_prefix(text, kMaxQuoted));
    std::replace_if(
        shown.begin(), shown.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    return "'" + shown + (shown.size() < text.size() ? "...'" : "'");
}

using Rows = std::vector<std::vector<float>>;

/// Collects numbers into rows while reading a text from left to right. A ';' or a bracket ends a row; if `lines` is
/// true, the end of a line does too.
class RowReader {
  public:
    RowReader(bool lines, const TableSource& source) : lines_(lines), source_(source) {}

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
        if (!open_.empty()) refuse(tr("a '{}' is never closed", open_.back()));
        return std::move(rows_);
    }

  private:
    [[noreturn]] void refuse(std::string what, std::string where = {}) const {
        throw LoadError(source_.file, std::move(what), source_.remedy, std::move(where));
    }
    std::string where() const { return tr("row {}", rows_.size() + 1); }

    /// A decimal number, with or without a final 'f' as in C.
    template <typename Number>
    Number parse_decimal(std::string_view digits) const {
        if (digits.size() > 1 && digits[0] == '+' && digits[1] != '-') digits.remove_prefix(1);
        const std::size_t size = digits.size();
        const bool suffixed = size > 1 && (digits[size - 1] == 'f' || digits[size - 1] == 'F');
        if (suffixed && (is_digit(digits[size - 2]) || digits[size - 2] == '.')) digits.remove_suffix(1);

        Number value = 0;
        const char* const last = digits.data() + digits.size();
        const auto [end, error] = std::from_chars(digits.data(), last, value);
        if (error == std::errc::result_out_of_range) refuse_range();
        if (error != std::errc{} || end != last) refuse(tr("{} is not a number", in_quotes(token_)), where());
        if (!std::isfinite(value)) refuse(tr("{} is not a finite number", in_quotes(token_)), where());
        return value;
    }

    [[noreturn]] void refuse_range() const {
        refuse(tr("{} is beyond the range of a {} value", in_quotes(token_), source_.subject), where());
    }

    /// The token: a decimal number or a fraction of two.
    float parse_value() const {
        const std::string_view token = token_;
        const std::size_t slash = token.find('/');
        if (slash == std::string_view::npos) return parse_decimal<float>(token);
        const auto above = parse_decimal<double>(token.substr(0, slash));
        const auto below = parse_decimal<double>(token.substr(slash + 1));
        if (below == 0) refuse(tr("{} divides by zero", in_quotes(token)), where());
        const double ratio = above / below;
        if (std::abs(ratio) > static_cast<double>(std::numeric_limits<float>::max())) refuse_range();
        return static_cast<float>(ratio);
    }

    void end_value() {
        if (token_.empty()) return;
        row_.push_back(parse_value());
        token_.clear();
        after_item_ = true;
    }

    void end_item() {
        if (!after_item_) refuse(tr("a number is missing before a comma"), where());
        after_item_ = false;
    }

    void end_row() {
        if (!row_.empty()) rows_.push_back(std::move(row_));
        row_.clear();
        after_item_ = false;
    }

    void close(char c) {
        const char opener = c == ']' ? '[' : '{';
        if (open_.empty() || open_.back() != opener) refuse(tr("a '{}' has no '{}' before it", c, opener));
        open_.pop_back();
        after_item_ = true;
    }

    bool lines_;
    const TableSource& source_;
    std::string token_;
    std::vector<float> row_;
    Rows rows_;
    std::string open_;         ///< the brackets that are open at this position
    bool after_item_ = false;  ///< a comma may follow
};

/// True if `text` may precede a list: nothing, "k =", "const float k[3][3] =", "np.array(", "k = np.array(".
bool is_introduction(std::string_view text) {
    const std::size_t equals = text.rfind('=');
    const std::string_view call = trimmed(equals == std::string_view::npos ? text : text.substr(equals + 1));
    return call.empty() || (call.back() == '(' && is_name(call.substr(0, call.size() - 1)));
}

/// True if `text` may follow a list: nothing, ";", ")", ", dtype=np.float32)", ", np.float32)".
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

/// The list in a piece of program text, including its brackets; the whole text if it has no list.
std::string_view list_in(std::string_view text, const TableSource& source) {
    const bool c_array = text.find('{') != std::string_view::npos;
    const std::size_t first = text.find(c_array ? '{' : '[');
    if (first == std::string_view::npos) return text;
    const std::size_t last = text.rfind(c_array ? '}' : ']');
    const std::size_t end = last == std::string_view::npos || last < first ? text.size() : last + 1;
    const auto refuse = [&source](std::string fault) { throw LoadError(source.file, std::move(fault), source.remedy); };
    const std::string_view before = text.substr(0, first), after = text.substr(end);
    if (!is_introduction(before)) refuse(tr("{} before the numbers is not understood", in_quotes(trimmed(before))));
    if (!is_ending(after)) refuse(tr("{} after the numbers is not understood", in_quotes(trimmed(after))));
    return text.substr(first, end - first);
}

/// The text without the lines that start with '#', as np.savetxt() writes them.
std::string without_comments(std::string text) {
    if (text.find('#') == std::string::npos) return text;
    std::string result;
    for (std::string_view rest = text; !rest.empty();) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        if (!trimmed(line).starts_with('#')) result += line;
        rest.remove_prefix(line.size());
        if (rest.empty()) break;
        result += '\n';
        rest.remove_prefix(1);
    }
    return result;
}

/// The start of a text without the introduction and the ending of a list: "[[1, 2]]" of "k = np.array([[1, 2]])".
std::string_view without_program_text(std::string_view start) {
    const bool c_array = start.find('{') != std::string_view::npos;
    const std::size_t first = start.find(c_array ? '{' : '[');
    if (first == std::string_view::npos || !is_introduction(start.substr(0, first))) return start;
    start.remove_prefix(first);
    const std::size_t end = start.rfind(c_array ? '}' : ']') + 1;
    return is_ending(start.substr(end)) ? start.substr(0, end) : start;
}

/// The text without its first line if that names the columns of a table, as pandas and spreadsheets write them: it has
/// as many separators as the second line, which is numbers, and is not numbers itself.
std::string_view without_heading(std::string_view text) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return text;
    const std::string_view heading = text.substr(0, end);
    const std::string_view rest = text.substr(end + 1);
    const std::string_view second = rest.substr(0, rest.find('\n'));
    const auto separators = [](std::string_view line) {
        return std::ranges::count_if(line, [](char c) { return c == ',' || c == ';' || c == '\t'; });
    };
    const bool has_columns = separators(heading) > 0 && separators(heading) == separators(second);
    const bool is_code = heading.find_first_of("[{(=#") != std::string_view::npos;
    return has_columns && !is_code && !starts_like_numbers(heading) && starts_like_numbers(second) ? rest : text;
}

/// The text without the column that numbers its rows, as pandas writes it: the heading starts with a separator, and the
/// first fields of the other lines are 0, 1, 2 and so on.
std::string without_index_column(std::string_view text) {
    constexpr std::string_view kSeparators = ",;\t";
    if (text.empty() || kSeparators.find(text.front()) == std::string_view::npos) return std::string(text);
    const char separator = text.front();
    std::string result;
    std::string_view rest = text.substr(std::min(text.find('\n'), text.size() - 1) + 1);
    for (int row = 0; !trimmed(rest).empty(); ++row) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        const std::size_t end = line.find(separator);
        if (end == std::string_view::npos || line.substr(0, end) != std::to_string(row)) return std::string(text);
        result.append(line.substr(end + 1)).push_back('\n');
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    }
    return result.empty() ? std::string(text) : result;
}

NumberTable as_table(const Rows& rows, const TableSource& source) {
    const auto refuse = [&source](std::string what) { throw LoadError(source.file, std::move(what), source.remedy); };
    if (rows.empty()) refuse(tr("there are no numbers"));
    const std::size_t width = rows.front().size();
    NumberTable table{static_cast<int>(rows.size()), static_cast<int>(width), {}};
    table.values.reserve(rows.size() * width);
    for (std::size_t r = 0; r < rows.size(); ++r) {
        if (rows[r].size() != width)
            refuse(tr_count(std::ssize(rows.front()), "row 1 has {0} number, but row {1} has {2}",
                            "row 1 has {0} numbers, but row {1} has {2}", r + 1, rows[r].size()));
        table.values.insert(table.values.end(), rows[r].begin(), rows[r].end());
    }
    return table;
}

}  // namespace

NumberTable read_number_table(std::string_view text, const TableSource& source) {
    if (text.size() > source.max_bytes)
        throw LoadError(source.file, tr("a text of {} bytes is too large for a {}", text.size(), source.subject),
                        source.remedy);
    const std::string table = without_index_column(text);
    const std::string plain = without_locale(without_comments(with_ascii_signs(without_heading(table))));
    const std::string_view list = list_in(plain, source);
    // In nested lists, each innermost list is a row, even if its numbers are spread over several lines.
    const bool nested = std::count_if(list.begin(), list.end(), is_open) > 1;
    return as_table(RowReader(!nested, source).read(list), source);
}

bool starts_like_numbers(std::string_view start) {
    constexpr std::string_view kAllowed = "0123456789+-.,;eE/ \t\r\n[]{}";
    const std::string plain = without_comments(with_ascii_signs(start));
    const std::string_view numbers = without_program_text(plain);
    return std::any_of(numbers.begin(), numbers.end(), is_digit) &&
           numbers.find_first_not_of(kAllowed) == std::string_view::npos;
}

bool starts_like_number_table(std::string_view start) {
    start = without_heading(start);
    if (!starts_like_numbers(start)) return false;
    const std::string plain = without_comments(with_ascii_signs(start));
    std::string_view rest = trimmed(without_program_text(plain));
    for (int line = 0; line < 3 && !rest.empty(); ++line) {
        const std::string_view first = rest.substr(0, rest.find('\n'));
        int numbers = 0;
        bool inside = false;
        for (const char c : first) {
            const bool part = !is_blank(c) && c != ',' && c != ';' && !is_open(c) && !is_close(c);
            numbers += part && !inside ? 1 : 0;
            inside = part;
        }
        if (numbers >= 2) return true;
        rest.remove_prefix(first.size());
        rest = trimmed(rest);
    }
    return false;
}

}  // namespace convscope
