#include "core/base/text/natural_order.h"

#include <algorithm>
#include <cstddef>

namespace convscope {

namespace {

bool is_decimal_digit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

/// Removes the digits at the start of `text` and returns them without leading zeros.
std::u32string_view take_number(std::u32string_view& text) {
    const auto end = std::ranges::find_if_not(text, is_decimal_digit);
    std::u32string_view digits = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    text.remove_prefix(digits.size());
    while (digits.size() > 1 && digits.front() == U'0') digits.remove_prefix(1);
    return digits;
}

}  // namespace

bool natural_less(std::u32string_view a, std::u32string_view b) {
    while (!a.empty() && !b.empty()) {
        if (is_decimal_digit(a.front()) && is_decimal_digit(b.front())) {
            const std::u32string_view m = take_number(a);
            const std::u32string_view n = take_number(b);
            if (m.size() != n.size()) return m.size() < n.size();
            if (m != n) return m < n;
        } else if (a.front() != b.front()) {
            return a.front() < b.front();
        } else {
            a.remove_prefix(1);
            b.remove_prefix(1);
        }
    }
    return a.empty() && !b.empty();
}

}  // namespace convscope
