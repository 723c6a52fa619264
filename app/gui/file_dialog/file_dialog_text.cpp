#include "app/gui/file_dialog/file_dialog_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cwchar>
#include <locale>
#include <stdexcept>

#include "core/base/utf8.h"

namespace convscope {

namespace {

using Utf8 = std::codecvt<char32_t, char8_t, std::mbstate_t>;
constexpr char32_t kReplacement = U'\uFFFD';

/// Needed because the program runs in the "C" locale, in which only ASCII letters have a lower case.
const std::ctype<wchar_t>& letters() {
    static const std::locale locale = [] {
        try {
            return std::locale("C.UTF-8");
        } catch (const std::runtime_error&) {
            return std::locale::classic();
        }
    }();
    return std::use_facet<std::ctype<wchar_t>>(locale);
}

}  // namespace

std::u32string decoded(std::string_view bytes) {
    std::u32string text = utf8_code_points(bytes, kReplacement);
    std::ranges::replace_if(
        text, [](char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }, kReplacement);
    return text;
}

std::string encoded(std::u32string_view text) {
    constexpr std::size_t kMaxBytes = 4;
    std::u8string bytes(text.size() * kMaxBytes, 0);
    const auto& utf8 = std::use_facet<Utf8>(std::locale::classic());
    std::mbstate_t state{};
    const char32_t* from = nullptr;
    char8_t* to = bytes.data();
    utf8.out(state, text.data(), text.data() + text.size(), from, to, bytes.data() + bytes.size(), to);
    return {bytes.data(), to};
}

std::u32string folded(std::u32string text) {
    const auto& ctype = letters();
    for (char32_t& c : text) c = static_cast<char32_t>(ctype.tolower(static_cast<wchar_t>(c)));
    return text;
}

std::string shown(const std::filesystem::path& path) {
    return encoded(decoded(path.string()));
}

std::string size_text(std::uintmax_t bytes) {
    constexpr std::array kUnits{"kB", "MB", "GB", "TB"};
    if (bytes < 1000) return fmt::format("{} B", bytes);
    double amount = static_cast<double>(bytes) / 1000;
    std::size_t unit = 0;
    for (; amount >= 999.5 && unit + 1 < kUnits.size(); ++unit) amount /= 1000;
    return amount < 9.95 ? fmt::format("{:.1f} {}", amount, kUnits.at(unit))
                         : fmt::format("{:.0f} {}", amount, kUnits.at(unit));
}

std::string date_text(std::time_t time) {
    std::tm local{};
    if (localtime_r(&time, &local) == nullptr) return {};
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", local.tm_year + 1900, local.tm_mon + 1, local.tm_mday,
                       local.tm_hour, local.tm_min);
}

}  // namespace convscope
