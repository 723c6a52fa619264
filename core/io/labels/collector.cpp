#include "core/io/labels/collector.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <span>

#include "core/base/load_error.h"
#include "core/base/text/number_notation.h"
#include "core/base/text/translation.h"
#include "core/io/labels/text.h"

namespace convscope {

namespace {

constexpr std::size_t kMaxLabelBytes = 200;

}  // namespace

void LabelCollector::fail(const std::string& fault) const {
    throw LoadError(file_, fault, tr("choose a text file with one label per line"));
}

std::string LabelCollector::checked(std::string_view label) const {
    std::string text(trimmed(label));
    if (text.size() > kMaxLabelBytes) fail(tr("has a label of {} letters, more than {}", text.size(), kMaxLabelBytes));
    if (!is_plain_text({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}))
        fail(tr("has a label with control characters"));
    std::ranges::replace_if(
        text, [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
    return text;
}

void LabelCollector::add(std::size_t number, std::string_view label) {
    if (!numbered_.emplace(number, checked(label)).second) fail(tr("gives one number to two labels"));
}

Labels LabelCollector::in_order(bool from_one) const {
    const std::size_t first = from_one && !numbered_.empty() && numbered_.begin()->first == 1 ? 1 : 0;
    Labels labels;
    labels.reserve(numbered_.size());
    for (const auto& [number, label] : numbered_) {
        if (number != labels.size() + first) fail(tr("has no label number {}", labels.size() + first));
        labels.push_back(label);
    }
    return labels;
}

std::optional<std::size_t> class_number(std::string_view text) {
    std::size_t number = 0;
    const char* const end = text.data() + text.size();
    const auto [after, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || after != end || number >= kMaxClasses) return std::nullopt;
    return number;
}

}  // namespace convscope
