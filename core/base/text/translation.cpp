#include "core/base/text/translation.h"

#include <libintl.h>
#include <pthread.h>

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
// Translators: the name of the catalogue's own language, in that language.
constexpr Message kOwnName = tr("English");

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

/// An entry of `codes`; null for a code without a catalogue.
const char* domain_of(std::string_view code) {
    const std::lock_guard lock(domains().mutex);
    const auto found = domains().codes.find(code);
    return found == domains().codes.end() ? nullptr : found->c_str();
}

/// Locked during each look-up. fork() waits for it: the C library does not free its own locks, with which it guards the
/// table of its look-ups, in a new process, where the threads that hold them do not exist.
std::mutex& lookup_mutex() {
    static std::mutex instance;
    return instance;
}

void lock_lookups() {
    lookup_mutex().lock();
}
void unlock_lookups() {
    lookup_mutex().unlock();
}
/// Called before all other initializers, so that fork() takes this lock after theirs: a thread may hold another lock,
/// such as that of HDF5, while it translates.
[[gnu::constructor(101)]] void register_lock() {
    ::pthread_atfork(lock_lookups, unlock_lookups, unlock_lookups);
}

/// `domain`: null for English.
std::string_view plain_translation(const char* domain, const char* english) {
    // The empty text is the key of a catalogue's head.
    if (domain == nullptr || *english == '\0') return english;
    const std::lock_guard lock(lookup_mutex());
    return dgettext(domain, english);
}

std::string format_or_english(std::string_view translated, const char* english, fmt::format_args arguments) {
    try {
        return fmt::vformat(translated, arguments);
    } catch (const fmt::format_error&) {
        return fmt::vformat(english, arguments);
    }
}

std::string_view counted_translation(const char* domain, long long count, const char* one, const char* many) {
    const std::lock_guard lock(lookup_mutex());
    return dngettext(domain, one, many, static_cast<unsigned long>(std::abs(count)));
}

}  // namespace

void open_catalogues(const fs::path& folder) {
    // The C library looks for FOLDER/LOCALE/LC_MESSAGES/DOMAIN.mo, where LOCALE is C.UTF-8 or, in its place, C: the
    // only locale that every system has.
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
    std::vector<Language> all{{kEnglish, kOwnName.english()}};
    const std::scoped_lock lock(domains().mutex, lookup_mutex());
    all.reserve(domains().codes.size() + 1);
    for (const std::string& code : domains().codes) all.push_back({code, dgettext(code.c_str(), kOwnName.english())});
    return all;
}

void set_language(std::string_view code) {
    domains().shown = domain_of(code);
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
    return plain_translation(domains().shown, english);
}

std::string_view translation_in(std::string_view code, const char* english) {
    return plain_translation(domain_of(code), english);
}

std::string format_translation_in(std::string_view code, const char* english, fmt::format_args arguments) {
    return format_or_english(translation_in(code, english), english, arguments);
}

std::string format_translation(const char* english, fmt::format_args arguments) {
    return format_or_english(translation(english), english, arguments);
}

std::string format_counted(long long count, const char* one, const char* many, fmt::format_args arguments) {
    const char* const english = count == 1 ? one : many;
    const char* const shown = domains().shown;
    if (shown == nullptr) return fmt::vformat(english, arguments);
    return format_or_english(counted_translation(shown, count, one, many), english, arguments);
}

}  // namespace convscope
