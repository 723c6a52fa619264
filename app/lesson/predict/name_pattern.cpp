#include "app/lesson/predict/name_pattern.h"

#include <algorithm>
#include <cctype>
#include <cstddef>

namespace convscope {

namespace {

bool is_number(std::string_view part) {
    return !part.empty() && std::ranges::all_of(part, [](unsigned char c) { return std::isdigit(c) != 0; });
}

}  // namespace

bool matches_name(std::string_view pattern, std::string_view name) {
    std::size_t p = 0, n = 0;
    std::size_t star = std::string_view::npos;  // the last star, which takes the characters from `after` on
    std::size_t after = 0;
    while (n < name.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            after = n;
        } else if (p < pattern.size() && pattern[p] == name[n]) {
            ++p;
            ++n;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            n = ++after;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

bool includes_name(std::string_view pattern, std::string_view name) {
    if (matches_name(pattern, name)) return true;
    for (std::size_t dot = name.find('.'); dot != std::string_view::npos; dot = name.find('.', dot + 1))
        if (matches_name(pattern, name.substr(0, dot))) return true;
    return false;
}

std::string kind_pattern(std::string_view name) {
    std::string pattern;
    for (std::size_t at = 0; at <= name.size();) {
        const std::size_t dot = std::min(name.find('.', at), name.size());
        const std::string_view part = name.substr(at, dot - at);
        pattern += is_number(part) ? "*" : part;
        if (dot < name.size()) pattern += '.';
        at = dot + 1;
    }
    return pattern;
}

}  // namespace convscope
