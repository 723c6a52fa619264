#include "core/io/dataset/class_numbers.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

namespace convscope {

namespace {

/// The name's letters in lower case and its digits. Bytes beyond ASCII are kept as they are.
std::string plain_name(std::string_view name) {
    std::string plain;
    for (const char c : name) {
        const bool is_upper = c >= 'A' && c <= 'Z';
        const bool is_kept = is_upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
        if (is_kept) plain += is_upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return plain;
}

std::optional<int> number_of(const std::string& name) {
    int number = 0;
    const char* const end = name.data() + name.size();
    const auto [stop, error] = std::from_chars(name.data(), end, number);
    if (error != std::errc() || stop != end || number < 0 || number > kMaxClassNumber) return std::nullopt;
    return number;
}

std::vector<int> numbers_by_name(std::span<const std::string> folders, std::span<const std::string> labels) {
    std::map<std::string, int> by_name;
    for (std::size_t i = 0; i < labels.size(); ++i) by_name.emplace(plain_name(labels[i]), static_cast<int>(i));
    std::vector<int> numbers;
    for (const std::string& folder : folders) {
        const auto found = by_name.find(plain_name(folder));
        numbers.push_back(found == by_name.end() ? -1 : found->second);
    }
    return numbers;
}

}  // namespace

ClassNumbers class_numbers(std::span<const std::string> folders, std::span<const std::string> labels) {
    ClassNumbers result{ClassNumbers::By::name, numbers_by_name(folders, labels)};
    const auto unknown = std::ranges::count(result.numbers, -1);
    if (2 * unknown <= std::ssize(folders)) return result;
    result.numbers.clear();
    for (const std::string& folder : folders)
        if (const std::optional<int> number = number_of(folder)) result.numbers.push_back(*number);
    if (result.numbers.size() == folders.size()) return {ClassNumbers::By::number, std::move(result.numbers)};
    result = {.by = ClassNumbers::By::order, .numbers = {}};
    for (std::size_t i = 0; i < folders.size(); ++i)
        result.numbers.push_back(static_cast<int>(std::min<std::size_t>(i, kMaxClassNumber)));
    return result;
}

}  // namespace convscope
