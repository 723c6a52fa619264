// The fixed texts of work sheets, in the languages of the interface: a sheet is in its lesson's language, whichever the
// window shows.
#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/text/translation.h"

namespace convscope {

struct SheetWords {
    std::string language;  ///< "zh" also for a lesson in "zh-TW"; "en" for a language without a catalogue
    std::string_view name, date, hint, solution, teacher, goal, work_sheet, solution_sheet, input, filtered, pooled,
        sum, layer, size, parameters, picture, map, filter, own_filter, window, weight, bias, border, stride, dilation,
        activation, pooling, network, off, data, options;

    /// Another text in the language.
    std::string_view text(Message message) const { return translation_in(language, message.english()); }
    /// Another text with arguments in its places {}.
    template <typename First, typename... Rest>
    std::string text(Message message, const First& first, const Rest&... rest) const {
        return format_translation_in(language, message.english(), fmt::make_format_args(first, rest...));
    }
};

/// The name of the slice of a colour filter: "red".
std::string channel_title(const SheetWords& words, std::size_t slice);

/// The words in this language, or in English if it has no catalogue.
SheetWords sheet_words(std::string_view language);

}  // namespace convscope
