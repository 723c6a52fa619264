// The fixed words of work sheets in the languages of lessons.
#pragma once

#include <string>
#include <string_view>

namespace convscope {

struct SheetWords {
    std::string_view language;
    std::string_view name, date, answer, hint, solution, teacher, goal, work_sheet, solution_sheet, minutes, input,
        filtered, pooled, sum, layer, size, parameters, picture, map, question, filter, own_filter, window, weight,
        bias, border, stride, dilation, activation, pooling, moved, network, changed, off, data, options, stage;
};

/// The words of the language "en", "ko" or "zh", also of "zh-TW"; English for any other.
const SheetWords& sheet_words(std::string_view language);

}  // namespace convscope
