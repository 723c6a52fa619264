#include "app/platform/clipboard.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <optional>

#include "app/platform/x11_clipboard.h"

namespace convscope {

namespace {

constexpr std::chrono::milliseconds kPatience{1000}, kTextPatience{500};
constexpr std::size_t kMaxText = std::size_t{1} << 22, kMaxPicture = std::size_t{1} << 28;  ///< bytes
constexpr const char* kFiles = "text/uri-list";
constexpr std::array<const char*, 3> kTexts{"UTF8_STRING", "text/plain;charset=utf-8", "STRING"};

struct PictureForm {
    const char *form, *ending;
};
/// The forms of a picture, lossless ones first.
constexpr std::array<PictureForm, 6> kPictures{{{"image/png", ".png"},
                                                {"image/bmp", ".bmp"},
                                                {"image/tiff", ".tiff"},
                                                {"image/webp", ".webp"},
                                                {"image/jpeg", ".jpg"},
                                                {"image/gif", ".gif"}}};

std::string read_text(X11Clipboard& clipboard, const std::string& form) {
    const auto bytes = clipboard.read(form, kMaxText);
    if (!bytes) return {};
    std::string text(bytes->begin(), bytes->end());
    while (!text.empty() && text.back() == '\0') text.pop_back();
    return text;
}

int hex_value(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    return -1;
}

/// Replaces escapes such as "%20" by their bytes.
std::string without_percent_signs(std::string_view address) {
    std::string bytes;
    for (std::size_t i = 0; i < address.size(); ++i) {
        const int high = i + 2 < address.size() ? hex_value(address[i + 1]) : -1;
        const int low = high >= 0 ? hex_value(address[i + 2]) : -1;
        if (address[i] != '%' || low < 0) {
            bytes += address[i];
            continue;
        }
        bytes += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return bytes;
}

}  // namespace

ClipboardContent read_clipboard(const std::function<bool(const std::string&)>& uses_text) {
    std::vector<const char*> known{kFiles};
    known.insert(known.end(), kTexts.begin(), kTexts.end());
    for (const PictureForm& picture : kPictures) known.push_back(picture.form);
    X11Clipboard clipboard(kPatience);
    const std::vector<std::string> offered = clipboard.offered(known);
    const auto has = [&offered](const char* form) { return std::ranges::find(offered, form) != offered.end(); };
    ClipboardContent content;
    if (has(kFiles)) content.files = files_in_uri_list(read_text(clipboard, kFiles));
    if (!content.files.empty()) return content;
    if (const auto* const form = std::ranges::find_if(kTexts, has); form != kTexts.end())
        content.text = read_text(clipboard, *form);
    if (uses_text(content.text)) return content;
    const auto* const picture = std::ranges::find_if(kPictures, has, &PictureForm::form);
    if (picture == kPictures.end()) return content;
    content.picture = clipboard.read(picture->form, kMaxPicture).value_or(std::vector<std::uint8_t>{});
    content.picture_ending = picture->ending;
    return content;
}

std::string read_clipboard_text() {
    X11Clipboard clipboard(kTextPatience);
    return read_text(clipboard, kTexts.front());
}

std::vector<std::filesystem::path> files_in_uri_list(std::string_view list) {
    constexpr std::string_view kScheme = "file://";
    std::vector<std::filesystem::path> files;
    while (!list.empty()) {
        std::string_view line = list.substr(0, list.find('\n'));
        list.remove_prefix(std::min(list.size(), line.size() + 1));
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (!line.starts_with(kScheme)) continue;  // a comment, or an address elsewhere
        line.remove_prefix(kScheme.size());
        const std::size_t path = line.find('/');  // after the computer's name, which most programs leave out
        if (path != std::string_view::npos) files.emplace_back(without_percent_signs(line.substr(path)));
    }
    return files;
}

}  // namespace convscope
