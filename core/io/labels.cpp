#include "core/io/labels.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <string_view>
#include <utility>

#include "core/base/files.h"
#include "core/base/text/number_notation.h"
#include "core/base/text/translation.h"
#include "core/image/files/format.h"
#include "core/io/file_endings.h"
#include "core/io/labels/collector.h"
#include "core/io/labels/json_labels.h"
#include "core/io/labels/table_labels.h"
#include "core/io/labels/text.h"
#include "core/io/labels/yaml_labels.h"
#include "core/io/transfer/confined.h"

namespace convscope {

namespace {

constexpr std::uint64_t kMaxLabelFile = 4 << 20;

/// The label "tench" of the line "n01440764 tench"; nullopt if the line does not start with a WordNet number. Course
/// texts shorten the numbers: two digits are enough.
std::optional<std::string_view> without_wordnet(std::string_view line) {
    constexpr std::size_t kMinDigits = 2, kMaxDigits = 8;
    const std::size_t end = line.find_first_of(" \t");
    if (end == std::string_view::npos || end <= kMinDigits || end > kMaxDigits + 1 || line[0] != 'n')
        return std::nullopt;
    const std::string_view digits = line.substr(1, end - 1);
    if (!std::ranges::all_of(digits, [](unsigned char c) { return std::isdigit(c) != 0; })) return std::nullopt;
    return trimmed(line.substr(end));
}

/// The number and the label of "3 shirt"; nullopt if the line does not start with a number.
std::optional<std::pair<std::size_t, std::string_view>> split_number(std::string_view line) {
    const std::size_t end = line.find_first_not_of("0123456789");
    if (end == 0 || end == std::string_view::npos) return std::nullopt;
    const std::optional<std::size_t> number = class_number(line.substr(0, end));
    if (!number || std::string_view(" \t:,;=").find(line[end]) == std::string_view::npos) return std::nullopt;
    const std::size_t label = line.find_first_not_of(" \t:,;=", end);
    return label == std::string_view::npos ? std::nullopt : std::optional(std::pair(*number, line.substr(label)));
}

/// The lines that are not blank.
std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (const std::string_view line = trimmed(text.substr(0, end)); !line.empty()) lines.push_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// Leading numbers are class numbers if each line has a different one and the lowest is 0: "7 up" alone is a label.
std::optional<Labels> labels_from_numbered_lines(LabelCollector& labels, const std::vector<std::string_view>& lines) {
    std::vector<std::size_t> numbers;
    numbers.reserve(lines.size());
    for (const std::string_view line : lines)
        if (const auto parts = split_number(line)) numbers.push_back(parts->first);
    std::ranges::sort(numbers);
    const bool are_different = std::ranges::adjacent_find(numbers) == numbers.end();
    if (lines.empty() || numbers.size() != lines.size() || !are_different || numbers.front() != 0) return std::nullopt;
    for (const std::string_view line : lines) {
        const auto [number, label] = split_number(line).value();
        labels.add(number, label);
    }
    return labels.in_order();
}

Labels labels_from_lines(LabelCollector& labels, std::string_view text, bool is_csv) {
    const std::vector<std::string_view> lines = lines_of(text);
    if (lines.size() > kMaxClasses) labels.fail(tr("has {} lines, more than {}", lines.size(), kMaxClasses));
    if (auto table = labels_from_table(labels, lines, is_csv)) return *table;
    if (auto numbered = labels_from_numbered_lines(labels, lines)) return *numbered;
    const bool wordnet =
        std::ranges::all_of(lines, [](std::string_view line) { return without_wordnet(line).has_value(); });
    Labels result;
    result.reserve(lines.size());
    for (const std::string_view line : lines) result.push_back(labels.checked(wordnet ? *without_wordnet(line) : line));
    return result;
}

Labels labels_from_text(LabelCollector& labels, std::string_view text, const std::filesystem::path& file) {
    if (auto names = labels_from_yaml(labels, text)) return *names;
    if (text.starts_with('[') || text.starts_with('{')) return labels_from_json(labels, text);
    if (const auto python = json_of_python(text)) return labels_from_json(labels, *python);
    return labels_from_lines(labels, text, file.extension() == ".csv");
}

}  // namespace

Labels load_labels(const std::filesystem::path& file, const std::stop_token& stop) {
    const MappedFile mapped(file, kMaxLabelFile, tr("choose a text file with one label per line"));
    return confined_value({file, mapped.size(), stop}, [&] { return decode_labels(mapped.bytes(), file); });
}

Labels decode_labels(std::span<const std::uint8_t> bytes, const std::filesystem::path& file) {
    LabelCollector collector(file);
    const std::optional<std::string> text = utf8_text(bytes);
    if (!text) collector.fail(tr("is not text"));
    Labels labels = labels_from_text(collector, trimmed(*text), file);
    if (labels.empty() || labels.size() > kMaxClasses) collector.fail(tr("has no labels"));
    return labels;
}

bool starts_like_labels(std::span<const std::uint8_t> start, const std::filesystem::path& file) {
    if (!ending_of(file).empty() && !has_ending(file, kTextEndings)) return false;
    const std::span<const std::uint8_t> head = start.first(std::min(start.size(), kSniffedBytes));
    return !head.empty() && starts_like_text(head) && !picture_format(head);
}

}  // namespace convscope
