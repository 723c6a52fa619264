#include "app/lesson/names/name_parts.h"

#include <algorithm>

#include "core/base/text/number_notation.h"

namespace convscope {

namespace {

/// The end of the part that begins at the start of the text.
std::size_t part_end(std::string_view text) {
    return std::min(text.find('.'), text.size());
}

bool is_number(std::string_view part) {
    return !part.empty() && std::ranges::all_of(part, is_digit);
}

}  // namespace

bool fits(std::string_view name, std::string_view entry) {
    if (name.empty()) return entry.empty();
    if (name.front() == '*') {
        // The star stands for nothing, or for one more character of the entry.
        if (fits(name.substr(1), entry)) return true;
        return !entry.empty() && fits(name, entry.substr(1));
    }
    if (entry.empty()) return false;
    if (entry.front() != '#' && entry.front() != '@')
        return name.front() == entry.front() && fits(name.substr(1), entry.substr(1));
    const std::size_t star = std::min(name.find('*'), name.size());
    const std::size_t end = part_end(name);
    const std::string_view part = name.substr(0, std::min(end, star));
    if (entry.front() == '#' && !is_number(part)) return false;
    if (star < end)  // the star begins inside this part: it may end there or later
        return fits(name.substr(star), entry.substr(1));
    return !part.empty() && fits(name.substr(end), entry.substr(1));
}

std::vector<std::string> filled_parts(std::string_view name, std::string_view entry) {
    std::vector<std::string> parts;
    if (!fits(name, entry)) return parts;
    while (!entry.empty() && !name.empty()) {
        const std::size_t entry_end = part_end(entry), name_end = part_end(name);
        if (entry.front() == '#' || entry.front() == '@') parts.emplace_back(name.substr(0, name_end));
        entry.remove_prefix(std::min(entry_end + 1, entry.size()));
        name.remove_prefix(std::min(name_end + 1, name.size()));
    }
    return parts;
}

std::string example_of(std::string_view entry) {
    std::string example;
    for (const char c : entry)
        example += c == '#' ? std::string("0") : c == '@' ? std::string("NAME") : std::string(1, c);
    return example;
}

}  // namespace convscope
