#include "app/platform/desktop_languages.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

namespace convscope {

namespace {

std::string_view from_environment(const char* name) {
    const char* const value = std::getenv(name);
    return value == nullptr ? std::string_view() : value;
}

/// The locale's name, such as "ko_KR.UTF-8"; empty if none is set.
std::string_view message_locale() {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
        if (const std::string_view value = from_environment(name); !value.empty()) return value;
    return {};
}

/// True for the locales without a language.
bool is_plain(std::string_view code) {
    return code.empty() || code == "C" || code == "POSIX";
}

/// "ko_KR.UTF-8" gives "ko"; empty for the locale C and for Chinese that is not simplified.
std::string language_code(std::string_view locale) {
    const std::string_view place = locale.substr(0, locale.find_first_of(".@"));
    const std::string_view code = place.substr(0, place.find('_'));
    if (is_plain(code)) return {};
    constexpr std::array<std::string_view, 4> kTraditional{"zh_TW", "zh_HK", "zh_MO", "zh_Hant"};
    const bool is_traditional = std::ranges::any_of(kTraditional, [&](auto start) { return place.starts_with(start); });
    return is_traditional ? std::string() : std::string(code);
}

}  // namespace

std::vector<std::string> desktop_languages() {
    std::string_view list = from_environment("LANGUAGE");
    const std::string_view locale = message_locale();
    // Source: GNU gettext's manual, "Locale Environment Variables": without a locale LANGUAGE is not used.
    if (list.empty() || is_plain(locale.substr(0, locale.find('.')))) list = locale;
    std::vector<std::string> codes;
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(':'), list.size());
        if (std::string code = language_code(list.substr(0, end)); !code.empty()) codes.push_back(std::move(code));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return codes;
}

}  // namespace convscope
