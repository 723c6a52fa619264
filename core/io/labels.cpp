#include "core/io/labels.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/image/files/format.h"

namespace convscope {

using nlohmann::json;

namespace {

constexpr std::uint64_t kMaxBytes = 4 << 20;
constexpr std::size_t kMaxLabels = 1 << 17;
constexpr std::size_t kMaxLabelBytes = 200;
constexpr const char* kRemedy = "choose a text file with one label per line";

using Labels = std::vector<std::string>;

[[noreturn]] void fail(const std::filesystem::path& file, const std::string& fault) {
    throw LoadError(file.string(), fault, kRemedy);
}

bool is_text(std::span<const std::uint8_t> bytes) {
    return std::ranges::none_of(
        bytes, [](std::uint8_t byte) { return byte < ' ' && byte != '\n' && byte != '\r' && byte != '\t'; });
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kSpace = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(kSpace);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

/// The text with the escapes that JSON needs for quotes and backslashes.
std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == '"' || c == '\\') result += '\\';
        result += c;
    }
    return result;
}

std::string checked_label(const std::filesystem::path& file, std::string_view label) {
    std::string text(trimmed(label));
    if (text.size() > kMaxLabelBytes)
        fail(file, fmt::format("has a label of {} letters, more than {}", text.size(), kMaxLabelBytes));
    if (!is_text({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}))
        fail(file, "has a label with control characters");
    std::ranges::replace_if(
        text, [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
    // Sessions and model files store labels as JSON, which has to be UTF-8.
    if (!json::accept('"' + escaped(text) + '"')) fail(file, "has a label that is not UTF-8");
    return text;
}

/// The labels in the order of their numbers, which must be 0, 1, 2, ...
Labels in_order(const std::filesystem::path& file, const std::map<std::size_t, std::string>& numbered) {
    Labels labels;
    labels.reserve(numbered.size());
    for (const auto& [number, label] : numbered) {
        if (number != labels.size()) fail(file, fmt::format("has no label number {}", labels.size()));
        labels.push_back(label);
    }
    return labels;
}

std::optional<std::size_t> parse_number(std::string_view text) {
    std::size_t number = 0;
    const char* const end = text.data() + text.size();
    const auto [after, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || after != end || number >= kMaxLabels) return std::nullopt;
    return number;
}

std::string json_label(const std::filesystem::path& file, const json& value) {
    const json& text = value.is_array() && !value.empty() ? value.back() : value;
    if (!text.is_string()) fail(file, "is JSON in which a label is not text");
    return checked_label(file, text.get_ref<const std::string&>());
}

Labels labels_from_object(const std::filesystem::path& file, const json& object) {
    std::map<std::size_t, std::string> numbered;
    for (const auto& [key, value] : object.items()) {
        if (value.is_number_unsigned() && value.get<std::size_t>() < kMaxLabels) {
            numbered[value.get<std::size_t>()] = checked_label(file, key);
            continue;
        }
        const std::optional<std::size_t> number = parse_number(key);
        if (!number) fail(file, "is JSON, but neither a session nor a model nor a list of labels");
        numbered[*number] = json_label(file, value);
    }
    if (numbered.size() != object.size()) fail(file, "gives one number to two labels");
    return in_order(file, numbered);
}

Labels labels_from_json(const std::filesystem::path& file, std::string_view text) {
    const json root = json::parse(text, nullptr, false);
    if (root.is_object()) return labels_from_object(file, root);
    if (!root.is_array()) fail(file, "is not valid JSON");
    Labels labels;
    labels.reserve(root.size());
    for (const json& label : root) labels.push_back(json_label(file, label));
    return labels;
}

/// The label of "n01440764 tench", without WordNet's number; nullopt if the line has no such number.
std::optional<std::string_view> without_wordnet(std::string_view line) {
    constexpr std::size_t kLength = 9;
    if (line.size() <= kLength || line[0] != 'n' || (line[kLength] != ' ' && line[kLength] != '\t'))
        return std::nullopt;
    const std::string_view digits = line.substr(1, kLength - 1);
    if (!std::ranges::all_of(digits, [](unsigned char c) { return std::isdigit(c) != 0; })) return std::nullopt;
    return trimmed(line.substr(kLength));
}

/// The number and the label of "3 shirt"; nullopt if the line does not start with a number.
std::optional<std::pair<std::size_t, std::string_view>> split_number(std::string_view line) {
    const std::size_t end = line.find_first_not_of("0123456789");
    if (end == 0 || end == std::string_view::npos) return std::nullopt;
    const std::optional<std::size_t> number = parse_number(line.substr(0, end));
    if (!number || std::string_view(" \t:,;=").find(line[end]) == std::string_view::npos) return std::nullopt;
    const std::size_t label = line.find_first_not_of(" \t:,;=", end);
    return label == std::string_view::npos ? std::nullopt : std::optional(std::pair(*number, line.substr(label)));
}

Labels labels_from_lines(const std::filesystem::path& file, std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (const std::string_view line = trimmed(text.substr(0, end)); !line.empty()) lines.push_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (lines.size() > kMaxLabels) fail(file, fmt::format("has {} lines, more than {}", lines.size(), kMaxLabels));
    std::map<std::size_t, std::string> numbered;
    for (const std::string_view line : lines)
        if (const auto parts = split_number(line)) numbered[parts->first] = checked_label(file, parts->second);
    // "7 up" alone is a label: leading numbers are read as such only if every line has a different one.
    if (!lines.empty() && numbered.size() == lines.size() && numbered.begin()->first == 0)
        return in_order(file, numbered);
    const bool wordnet =
        std::ranges::all_of(lines, [](std::string_view line) { return without_wordnet(line).has_value(); });
    Labels labels;
    labels.reserve(lines.size());
    for (const std::string_view line : lines)
        labels.push_back(checked_label(file, wordnet ? *without_wordnet(line) : line));
    return labels;
}

}  // namespace

Labels load_labels(const std::filesystem::path& file) {
    const std::vector<std::uint8_t> bytes = read_file(file, kMaxBytes, kRemedy);
    if (!is_text(bytes)) fail(file, "is not text");
    std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
    if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    text = trimmed(text);
    const bool is_json = text.starts_with('[') || text.starts_with('{');
    Labels labels = is_json ? labels_from_json(file, text) : labels_from_lines(file, text);
    if (labels.empty() || labels.size() > kMaxLabels) fail(file, "has no labels");
    return labels;
}

bool starts_like_labels(std::span<const std::uint8_t> start, const std::filesystem::path& file) {
    constexpr std::array<std::string_view, 7> kEndings{"", ".txt", ".csv", ".tsv", ".json", ".names", ".labels"};
    if (std::ranges::find(kEndings, file.extension().string()) == kEndings.end()) return false;
    const std::span<const std::uint8_t> head = start.first(std::min(start.size(), kSniffedBytes));
    return !head.empty() && is_text(head) && !picture_format(head);
}

}  // namespace convscope
