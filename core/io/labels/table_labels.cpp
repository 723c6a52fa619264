#include "core/io/labels/table_labels.h"

#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "core/base/text/lower_case.h"
#include "core/base/text/number_notation.h"

namespace convscope {

namespace {

using Row = std::vector<std::string>;
using Rows = std::span<const Row>;

constexpr std::array<std::string_view, 3> kNumberHeadings{"id", "index", "number"};
constexpr std::array<std::string_view, 12> kNameHeadings{"name",       "names",       "label",      "labels",
                                                         "class",      "classes",     "class_name", "classname",
                                                         "class name", "class_names", "title",      "label_name"};

bool is_name_heading(std::string_view text) {
    return std::ranges::find(kNameHeadings, lower_case(text)) != kNameHeadings.end();
}

bool is_heading(const Row& row) {
    return std::ranges::any_of(row, [](const std::string& field) {
        return is_name_heading(field) || std::ranges::find(kNumberHeadings, lower_case(field)) != kNumberHeadings.end();
    });
}

/// The fields of all lines; empty unless all lines have the same number of fields, at least two.
std::vector<Row> rows_of(const std::vector<std::string_view>& lines, char separator) {
    std::vector<Row> rows;
    rows.reserve(lines.size());
    for (const std::string_view line : lines) {
        rows.push_back(split_fields(line, separator));
        if (rows.back().size() < 2 || rows.back().size() != rows.front().size()) return {};
    }
    return rows;
}

/// The column whose values are different class numbers, the lowest of them 0 or 1.
std::optional<std::size_t> number_column(Rows rows) {
    for (std::size_t column = 0; column < rows.front().size(); ++column) {
        std::set<std::size_t> numbers;
        for (const Row& row : rows)
            if (const auto number = class_number(row[column])) numbers.insert(*number);
        if (numbers.size() == rows.size() && *numbers.begin() <= 1 && *numbers.rbegin() < rows.size() + 1)
            return column;
    }
    return std::nullopt;
}

/// The column whose heading is in kNameHeadings; if there is none, the first column other than `numbers`.
std::size_t name_column(const Row* heading, std::size_t numbers) {
    if (heading != nullptr) {
        const auto found = std::ranges::find_if(*heading, is_name_heading);
        if (found != heading->end()) return static_cast<std::size_t>(found - heading->begin());
    }
    return numbers == 0 ? 1 : 0;
}

std::optional<Labels> labels_from_rows(LabelCollector& labels, Rows rows) {
    const bool has_heading = rows.size() > 1 && is_heading(rows.front());
    const Row* const heading = has_heading ? &rows.front() : nullptr;
    if (has_heading) rows = rows.subspan(1);
    const std::optional<std::size_t> numbers = number_column(rows);
    if (!numbers && !has_heading) return std::nullopt;
    const std::size_t names = name_column(heading, numbers.value_or(rows.front().size()));
    if (!numbers) {
        Labels result;
        result.reserve(rows.size());
        for (const Row& row : rows) result.push_back(labels.checked(row[names]));
        return result;
    }
    // Two columns of numbers are values, not labels.
    if (std::ranges::all_of(rows, [&](const Row& row) { return class_number(row[names]).has_value(); }) && !has_heading)
        return std::nullopt;
    for (const Row& row : rows) labels.add(*class_number(row[*numbers]), row[names]);
    return labels.in_order(true);
}

std::optional<Labels> labels_from_line(const LabelCollector& labels, std::string_view line) {
    for (const char separator : {',', ';', '\t'}) {
        Row fields = split_fields(line, separator);
        if (fields.size() < 2 || std::ranges::any_of(fields, &std::string::empty)) continue;
        for (std::string& field : fields) field = labels.checked(field);
        return fields;
    }
    return std::nullopt;
}

}  // namespace

std::vector<std::string> split_fields(std::string_view line, char separator) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        const bool is_start = trimmed(fields.back()).empty();
        if (c == '"' && (quoted || is_start)) {
            const bool is_doubled = quoted && i + 1 < line.size() && line[i + 1] == '"';
            if (is_doubled)
                fields.back() += line[i++];
            else
                quoted = !quoted;
        } else if (c == separator && !quoted) {
            fields.emplace_back();
        } else {
            fields.back() += c;
        }
    }
    for (std::string& field : fields) field = trimmed(field);
    return fields;
}

std::optional<Labels> labels_from_table(LabelCollector& labels, const std::vector<std::string_view>& lines,
                                        bool is_csv) {
    if (lines.size() == 1) return labels_from_line(labels, lines.front());
    for (const char separator : {',', ';', '\t'}) {
        const std::vector<Row> rows = rows_of(lines, separator);
        if (rows.empty()) continue;
        if (std::optional<Labels> found = labels_from_rows(labels, rows)) return found;
    }
    if (!is_csv || lines.empty() || !is_name_heading(lines.front())) return std::nullopt;
    Labels result;
    result.reserve(lines.size());
    for (const std::string_view line : std::span(lines).subspan(1)) result.push_back(labels.checked(line));
    return result;
}

}  // namespace convscope
