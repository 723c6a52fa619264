// Texts of the program in the user's language: GNU gettext's catalogues, one for each language beside English.
// The source has the English texts, each inside tr() or tr_count(); xgettext collects them from there.
#pragma once

#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace convscope {

struct Language {
    std::string code;  ///< ISO 639-1, in lower case: "ko"
    std::string name;  ///< in the language itself
    bool operator==(const Language&) const = default;
};

/// Makes the catalogues `folder`/C/LC_MESSAGES/CODE.mo known to the C library. Call it before other threads start: it
/// removes LANGUAGE from the environment, because that variable would decide instead of set_language(). A folder that
/// does not exist adds no language.
void open_catalogues(const std::filesystem::path& folder);
/// English, and the languages that open_catalogues() has found, by code.
std::vector<Language> languages();
/// Shows texts in this language from now on, in all threads; in English for a code without a catalogue.
void set_language(std::string_view code);
/// The code of the language that is shown, "en" at first.
std::string language();
/// The code of the first of these languages that languages() has; "en" if it has none of them.
std::string best_language(const std::vector<std::string>& codes);

/// The text in the language that is shown, or `english` where its catalogue lacks it. `english` ends with a zero byte.
/// The result is valid until the program ends.
std::string_view translation(const char* english);
/// The text with its arguments. A translation that does not fit the arguments is not used.
std::string format_translation(const char* english, fmt::format_args arguments);
/// The text in the language with this code, whichever is shown; `english` for "en" and without a catalogue. The result
/// is valid until the program ends.
std::string_view translation_in(std::string_view code, const char* english);
/// translation_in() with the arguments of the text. A translation that does not fit the arguments is not used.
std::string format_translation_in(std::string_view code, const char* english, fmt::format_args arguments);
/// One of the two texts, by the rules of the language for this count, with its arguments.
std::string format_counted(long long count, const char* one, const char* many, fmt::format_args arguments);

/// A text of the program, kept in English and translated when it is used as a string: tables can hold it.
class Message {
  public:
    constexpr Message() = default;
    constexpr explicit Message(const char* english) : english_(english) {}

    constexpr const char* english() const { return english_; }
    constexpr bool empty() const { return *english_ == '\0'; }
    // Implicit, so that a message can be given wherever a text is taken.
    operator std::string_view() const { return translation(english_); }          // NOLINT(google-explicit-constructor)
    operator std::string() const { return std::string(translation(english_)); }  // NOLINT(google-explicit-constructor)

  private:
    const char* english_ = "";
};

/// Marks a literal as a text of the program.
constexpr Message tr(const char* english) {
    return Message(english);
}

/// The text in the language that is shown, with the arguments in its places {}. A translation may change their order:
/// {1} {0}.
template <typename First, typename... Rest>
std::string tr(fmt::format_string<First, Rest...> english, First&& first, Rest&&... rest) {
    return format_translation(fmt::string_view(english).data(), fmt::make_format_args(first, rest...));
}

/// A text with a count: tr_count(2, "{} picture", "{} pictures"). The count is argument 0, `rest` are 1 and so on.
template <typename... Rest>
std::string tr_count(long long count, fmt::format_string<long long&, Rest...> one,
                     fmt::format_string<long long&, Rest...> many, Rest&&... rest) {
    return format_counted(count, fmt::string_view(one).data(), fmt::string_view(many).data(),
                          fmt::make_format_args(count, rest...));
}

}  // namespace convscope

template <>
struct fmt::formatter<convscope::Message> : fmt::formatter<std::string_view> {
    template <typename Context>
    auto format(convscope::Message message, Context& context) const {
        return fmt::formatter<std::string_view>::format(convscope::translation(message.english()), context);
    }
};
