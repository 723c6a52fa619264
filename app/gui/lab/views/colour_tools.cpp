#include "app/gui/lab/views/colour_tools.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/document/lab/lab_commands.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/maps/colour_list.h"
#include "app/gui/widgets/slider.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kGap = 6;
constexpr float kColumnRow = 30;  ///< height of a row in a side panel
constexpr float kListFrame = 38;  ///< width of a list without its words
constexpr float kGainSlider = 56;
constexpr float kGainSteps = 10;  ///< slider steps while the gain doubles

std::string gain_text(float gain) {
    return tr("Gain {:.2g}\u00d7", gain);
}

float gain_width(const Ui& ui) {
    return ui.text_width(gain_text(kMinGain), Type::caption) + ui.px(kGainSlider + 2);
}

float min_list_width(const Ui& ui) {
    return ui.text_width(tr("automatic"), Type::caption) + ui.px(kListFrame);
}

/// The button that shows bright lines on black, 0..255, as the course's notebook does. A second press restores the
/// program's colours.
void show_course_look(Frame& frame, Rect rect) {
    const LabView& shown = frame.document.lab_view;
    const bool on = shown.colour_map == ColourMap::grey && shown.range_scope == RangeScope::fixed;
    if (!button(frame.ui, "view.course", rect, tr("White on black"),
                {.tooltip = tr("The course's colours: 0 and below black, 255 and above white"),
                 .on = on,
                 .type = Type::caption}))
        return;
    frame.perform(set_lab_view([on](LabView& view) {
        view.colour_map = on ? ColourMap::automatic : ColourMap::grey;
        view.range_scope = on ? RangeScope::layer : RangeScope::fixed;
    }));
}

void show_gain(Frame& frame, Rect rect) {
    Ui& ui = frame.ui;
    const float current = frame.document.lab_view.gain;
    const Rect label = rect.cut_left(ui.text_width(gain_text(kMinGain), Type::caption), ui.px(2));
    ui.text(label, gain_text(current), Role::muted, Type::caption);
    const float lowest = std::log2(kMinGain);
    const float width = std::log2(kMaxGain) - lowest;
    const double place = (std::log2(current) - lowest) / width;
    const auto moved = slider(ui, "view.gain", rect, place, tr("Gain: larger makes small values brighter"));
    if (!moved) return;
    const float octaves = std::round((lowest + static_cast<float>(*moved) * width) * kGainSteps) / kGainSteps;
    const float gain = std::clamp(std::exp2(octaves), kMinGain, kMaxGain);
    frame.perform(set_lab_view([gain](LabView& view) { view.gain = gain; }));
}

void show_lists(Frame& frame, Rect range, Rect colours, std::string_view shared) {
    Ui& ui = frame.ui;
    const LabView& view = frame.document.lab_view;
    const std::array<Choice, 3> scopes{Choice{"each", tr("Range: each view")},
                                       Choice{"layer", tr("Range: shared"), "", std::string(shared)},
                                       Choice{"fixed", tr("Range: 0..255")}};
    const auto scope = static_cast<std::size_t>(view.range_scope);
    if (const auto chosen = dropdown(ui, "view.range", range, list_label(ui, scopes.at(scope).label, range.w), scopes,
                                     static_cast<int>(scope), tr("The values at the two ends of the colour scale")))
        frame.perform(set_lab_view([chosen](LabView& v) { v.range_scope = static_cast<RangeScope>(*chosen); }));
    if (const auto map =
            colour_list(ui, "view.colours", colours, view.colour_map,
                        tr("Colours of the outputs. Automatic: grey if the output is still a picture, otherwise "
                           "dark at 0, blue below, orange above")))
        frame.perform(set_lab_view([map](LabView& v) { v.colour_map = *map; }));
}

}  // namespace

float min_colour_tools_width(const Ui& ui) {
    return gain_width(ui) + 2 * min_list_width(ui) + 2 * ui.px(kGap);
}

void show_colour_tools(Frame& frame, Rect row) {
    Ui& ui = frame.ui;
    const float gap = ui.px(kGap);
    const float gain = gain_width(ui);
    float course = ui.text_width(tr("White on black"), Type::caption) + ui.px(16);
    // In a narrow row only the lists are shown; their settings can give the course's colours too.
    const bool has_course = row.w >= course + gap + min_colour_tools_width(ui);
    if (!has_course) course = -gap;
    const float list = std::clamp((row.w - course - gain - 3 * gap) / 2, ui.px(60), ui.px(196));
    const Rect range = row.cut_right(list, gap);
    const Rect colours = row.cut_right(list, gap);
    show_gain(frame, row.cut_right(gain, gap));
    if (has_course) show_course_look(frame, row.cut_right(course));
    show_lists(frame, range, colours, tr("Filtered and pooled, A and B: one colour is one value"));
}

void show_colour_column(Frame& frame, Rect& column, std::string_view shared) {
    Ui& ui = frame.ui;
    Rect heading = column.cut_top(ui.px(kColumnRow));
    show_gain(frame, heading.cut_right(gain_width(ui)));
    ui.text(heading, tr("Range and colours"), Role::muted, Type::caption);
    const Rect lists = column.cut_top(ui.px(kColumnRow), ui.px(kGap));
    show_lists(frame, lists.column(0, 2, ui.px(kGap)), lists.column(1, 2, ui.px(kGap)), shared);
}

}  // namespace convscope
