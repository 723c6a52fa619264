#include "app/gui/widgets/maps/legend.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/gui/widgets/maps/colour_list.h"
#include "app/gui/widgets/numbers/number_field.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kMinWidthWithNote = 240;
constexpr float kNotePart = 0.52F;  ///< the note's part of the width of a legend with the note to the right of the bar

ImU32 packed(Rgb colour) {
    return IM_COL32(colour.red, colour.green, colour.blue, 255);
}

/// Cuts the places of the two marks off the bar, with a gap, and draws the marks.
void draw_outside_marks(const Ui& ui, Rect& bar) {
    const float width = ui.px(8);
    ui.fill(bar.cut_left(width, ui.px(3)), packed(kBelowColour));
    ui.fill(bar.cut_right(width, ui.px(3)), packed(kAboveColour));
}

void draw_zero(Ui& ui, const Rect& bar, const ColourScale& scale, Range part) {
    const float x = bar.x + bar.w * (0 - part.low) / (part.high - part.low);
    const float width = ui.text_width("0", Type::caption);
    ui.text({x - width, bar.y, 2 * width, bar.h}, "0", readable_on(packed(colour_of(scale, 0))), Type::caption,
            Align::centre);
}

/// "0.5 % beyond the ends"; empty if the shares are not known or all values are inside.
std::string outside_note(const HeatMap& heat) {
    if (!heat.outside) return {};
    const auto [below, above] = *heat.outside;
    if (below + above <= 0) return {};
    if (heat.marks_outside) return tr("{} outside, marked", percent_text(below + above));
    if (heat.colours != ColourMap::grey) return tr("{} beyond the ends", percent_text(below + above));
    const std::string low = short_number(heat.shown.low), high = short_number(heat.shown.high);
    if (above <= 0) return tr("{} below {}", percent_text(below), low);
    if (below <= 0) return tr("{} above {}", percent_text(above), high);
    return tr("{} below {}, {} above {}", percent_text(below), low, percent_text(above), high);
}

/// "row 2, column 3: 0.5", or only "0.5" if there is little room.
std::vector<std::string> readings(std::string_view reading) {
    return {std::string(reading), std::string(after_colon(reading))};
}

}  // namespace

std::string percent_text(double share) {
    const double percent = 100 * share;
    if (percent > 0 && percent < 0.1) return tr("under 0.1 %");
    return percent < 9.95 ? fmt::format("{:.1f} %", percent) : fmt::format("{:.0f} %", percent);
}

std::vector<std::string> legend_notes(const HeatMap& heat) {
    const bool equal = heat.range.low == heat.range.high;
    const std::string low = short_number(heat.range.low);
    const std::string high = short_number(heat.range.high);
    const std::string range = equal ? low : tr("{} to {}", low, high);
    const std::string whole = equal ? tr("all values {}", low) : tr("values {} to {}", low, high);
    const std::string note = outside_note(heat);
    if (note.empty()) return {whole, range};
    return {tr("{}, {}", whole, note), tr("{}, {}", range, note), note};
}

void colour_bar(Ui& ui, std::string_view name, Rect rect, const ColourScale& scale, Range part) {
    ui.mark(name, rect);
    const std::string low = short_number(part.low);
    const std::string high = short_number(part.high);
    ui.text(rect.cut_left(ui.text_width(low, Type::caption), ui.px(6)), low, Role::muted, Type::caption);
    ui.text(rect.cut_right(ui.text_width(high, Type::caption), ui.px(6)), high, Role::muted, Type::caption);
    if (scale.marks_outside) draw_outside_marks(ui, rect);
    constexpr int kSteps = 64;
    for (int i = 0; i < kSteps; ++i) {
        const float place = static_cast<float>(i) / (kSteps - 1);
        const float value = std::lerp(part.low, part.high, place);
        const float x0 = std::floor(rect.x + rect.w * static_cast<float>(i) / kSteps);
        const float x1 = std::floor(rect.x + rect.w * static_cast<float>(i + 1) / kSteps);
        ui.fill({x0, rect.y, x1 - x0, rect.h}, packed(colour_of(scale.map, scale.shown, value)));
    }
    ui.outline(rect, ui.colour(Role::line), 0, ui.line_width());
    if (part.low < 0 && part.high > 0) draw_zero(ui, rect, scale, part);
}

void show_legend(Ui& ui, const HeatMap& heat, std::string_view reading) {
    Rect area = heat.legend;
    area.cut_top(ui.px(4));
    const ColourScale scale = heat.scale();
    Rect bar = area.cut_top(ui.px(16), ui.px(3));
    // A low legend has the note to the right of the bar, unless it is narrow.
    if (area.h < ui.text_height(Type::caption))
        area = bar.cut_right(bar.w < ui.px(kMinWidthWithNote) ? 0 : bar.w * kNotePart, ui.px(8));
    colour_bar(ui, heat.name + ".legend", bar, scale, legend_range(scale, heat.kind));
    ui.mark(heat.name + ".note", area);
    const bool reads = !reading.empty();
    const std::vector<std::string> notes = reads ? readings(reading) : legend_notes(heat);
    const auto fits = [&](const std::string& note) { return ui.text_width(note, Type::caption) <= area.w; };
    const auto note = std::ranges::find_if(notes, fits);
    if (note != notes.end()) ui.text(area, *note, reads ? Role::text : Role::muted, Type::caption);
}

}  // namespace convscope
