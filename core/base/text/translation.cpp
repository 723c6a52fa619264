#include "core/base/text/translation.h"

#include <libintl.h>

#include <algorithm>
#include <atomic>
#include <clocale>
#include <cstdlib>
#include <mutex>
#include <set>
#include <system_error>

namespace convscope {

namespace {

namespace fs = std::filesystem;

constexpr const char* kEnglish = "en";

/// The languages are text domains of the C library, named by their code: a change needs no environment variable, which
/// other threads may be reading.
struct Domains {
    std::mutex mutex;
    std::set<std::string, std::less<>> codes;
    std::atomic<const char*> shown = nullptr;  ///< an entry of `codes`; null: English
};

Domains& domains() {
    static Domains instance;
    return instance;
}

}  // namespace

void open_catalogues(const fs::path& folder) {
    // The C library looks for FOLDER/LOCALE/LC_MESSAGES/DOMAIN.mo, where LOCALE is C.UTF-8 or, in its place, C: the only
    // locale that every system has.
    if (std::setlocale(LC_MESSAGES, "C.UTF-8") == nullptr) return;
    unsetenv("LANGUAGE");
    std::error_code error;
    const std::lock_guard lock(domains().mutex);
    for (const fs::directory_entry& entry : fs::directory_iterator(folder / "C/LC_MESSAGES", error)) {
        if (entry.path().extension() != ".mo") continue;
        const std::string& code = *domains().codes.insert(entry.path().stem().string()).first;
        bindtextdomain(code.c_str(), folder.c_str());
        bind_textdomain_codeset(code.c_str(), "UTF-8");
    }
}

std::vector<Language> languages() {
    std::vector<Language> all{{kEnglish, "English"}};
    const std::lock_guard lock(domains().mutex);
    all.reserve(domains().codes.size() + 1);
    // A catalogue translates "English" by the name of its own language.
    for (const std::string& code : domains().codes) all.push_back({code, dgettext(code.c_str(), "English")});
    return all;
}

void set_language(std::string_view code) {
    const std::lock_guard lock(domains().mutex);
    const auto found = domains().codes.find(code);
    domains().shown = found == domains().codes.end() ? nullptr : found->c_str();
}

std::string language() {
    const char* const shown = domains().shown;
    return shown == nullptr ? kEnglish : shown;
}

std::string best_language(const std::vector<std::string>& codes) {
    const std::lock_guard lock(domains().mutex);
    for (const std::string& code : codes)
        if (code == kEnglish || domains().codes.contains(code)) return code;
    return kEnglish;
}

std::string_view translation(const char* english) {
    const char* const shown = domains().shown;
    // The empty text is the key of a catalogue's head.
    return shown == nullptr || *english == '\0' ? english : dgettext(shown, english);
}

std::string format_translation(const char* english, fmt::format_args arguments) {
    try {
        return fmt::vformat(translation(english), arguments);
    } catch (const fmt::format_error&) {
        return fmt::vformat(english, arguments);
    }
}

std::string format_counted(long long count, const char* one, const char* many, fmt::format_args arguments) {
    const char* const english = count == 1 ? one : many;
    const char* const shown = domains().shown;
    if (shown == nullptr) return fmt::vformat(english, arguments);
    try {
        return fmt::vformat(dngettext(shown, one, many, static_cast<unsigned long>(std::abs(count))), arguments);
    } catch (const fmt::format_error&) {
        return fmt::vformat(english, arguments);
    }
}

}  // namespace convscope
