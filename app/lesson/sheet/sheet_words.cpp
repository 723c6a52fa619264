#include "app/lesson/sheet/sheet_words.h"

#include "core/base/text/translation.h"
#include "core/filter/colour/colour_filter.h"
#include "core/image/channel_titles.h"

namespace convscope {

SheetWords sheet_words(std::string_view language) {
    SheetWords words;
    words.language = best_language({std::string(language.substr(0, language.find_first_of("-_")))});
    const auto set = [&words](std::string_view SheetWords::*word, Message message) {
        words.*word = words.text(message);
    };
    // Translators: on work sheets; the pupil writes it.
    set(&SheetWords::name, tr("Your name"));
    set(&SheetWords::date, tr("Date"));
    set(&SheetWords::hint, tr("Hint"));
    set(&SheetWords::solution, tr("Solution"));
    set(&SheetWords::teacher, tr("For the teacher"));
    set(&SheetWords::goal, tr("Goal"));
    set(&SheetWords::work_sheet, tr("Work sheet"));
    set(&SheetWords::solution_sheet, tr("Solutions"));
    set(&SheetWords::input, tr("Input"));
    set(&SheetWords::filtered, tr("Filtered"));
    set(&SheetWords::pooled, tr("Pooled"));
    set(&SheetWords::sum, tr("sum"));
    set(&SheetWords::layer, tr("Layer"));
    set(&SheetWords::size, tr("Shape"));
    set(&SheetWords::parameters, tr("Parameters"));
    set(&SheetWords::picture, tr("Picture"));
    set(&SheetWords::map, tr("Map"));
    set(&SheetWords::filter, tr("Filter"));
    set(&SheetWords::own_filter, tr("Your filter"));
    set(&SheetWords::window, tr("Window"));
    set(&SheetWords::weight, tr("Weight"));
    set(&SheetWords::bias, tr("Bias"));
    set(&SheetWords::border, tr("Border"));
    set(&SheetWords::stride, tr("Stride"));
    set(&SheetWords::dilation, tr("Dilation"));
    set(&SheetWords::activation, tr("Activation"));
    set(&SheetWords::pooling, tr("Pooling"));
    set(&SheetWords::network, tr("Network"));
    set(&SheetWords::off, tr("off"));
    set(&SheetWords::data, tr("Pictures"));
    set(&SheetWords::options, tr("Training"));
    return words;
}

std::string channel_title(const SheetWords& words, std::size_t slice) {
    const auto channel = static_cast<std::size_t>(kSliceChannels.at(slice));
    return std::string(words.text(kChannelTitles.at(channel)));
}

}  // namespace convscope
