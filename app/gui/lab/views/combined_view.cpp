#include "app/gui/lab/views/combined_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/maps/legend.h"
#include "app/gui/widgets/numbers/number_field.h"
#include "app/gui/widgets/numbers/number_format.h"
#include "core/base/text/translation.h"
#include "core/image/colours/direction_colours.h"

namespace convscope {

namespace {

constexpr float kCombinedBar = 16;
constexpr float kCombinedNotePart = 0.52F;  ///< the note's share of the width of a low legend
constexpr float kCombineListFrame = 40;     ///< width of the list without its label
constexpr float kMinAngleCell = 24;         ///< side of the smallest pixels in which their angle is written

Combination combination_of(const LabScene& scene) {
    return *scene.results.request.combination;
}

/// The number in a formula: negative ones in brackets.
std::string bracketed(double value) {
    const std::string text = short_number(value);
    return value < 0 ? "(" + text + ")" : text;
}

std::string degrees_text(double degrees) {
    return with_true_minus(fmt::format("{:.1f}", degrees)) + "\u00b0";
}

std::string combination_formula(const CombinedPixel& pixel, Combination combination) {
    const std::string result = short_number(pixel.value);
    switch (combination) {
        case Combination::magnitude:
            return fmt::format("sqrt({}\u00b2 + {}\u00b2) = {}", bracketed(pixel.a), bracketed(pixel.b), result);
        case Combination::sum_of_magnitudes:
            return fmt::format("|{}| + |{}| = {}", short_number(pixel.a), short_number(pixel.b), result);
        case Combination::difference:
            return fmt::format("{} \u2212 {} = {}", short_number(pixel.a), bracketed(pixel.b), result);
        case Combination::direction:
            break;
    }
    return tr("angle of ({}, {}) = {}", short_number(pixel.a), short_number(pixel.b), degrees_text(pixel.value));
}

ImU32 packed_hue(Rgb colour) {
    return IM_COL32(colour.red, colour.green, colour.blue, 255);
}

/// A bar of hues from -180 to 180 degrees.
void hue_bar(Ui& ui, const std::string& name, Rect rect) {
    ui.mark(name, rect);
    const std::string low = "\u2212180\u00b0", high = "180\u00b0";
    ui.text(rect.cut_left(ui.text_width(low, Type::caption), ui.px(6)), low, Role::muted, Type::caption);
    ui.text(rect.cut_right(ui.text_width(high, Type::caption), ui.px(6)), high, Role::muted, Type::caption);
    constexpr int kHueSteps = 72;
    for (int i = 0; i < kHueSteps; ++i) {
        const float x0 = std::floor(rect.x + rect.w * static_cast<float>(i) / kHueSteps);
        const float x1 = std::floor(rect.x + rect.w * static_cast<float>(i + 1) / kHueSteps);
        const float degrees = -180 + 360 * (static_cast<float>(i) + 0.5F) / kHueSteps;
        ui.fill({x0, rect.y, x1 - x0, rect.h}, packed_hue(direction_colour(degrees, 1)));
    }
    ui.outline(rect, ui.colour(Role::line), 0, ui.line_width());
    const float width = ui.text_width("0", Type::caption);
    ui.text({rect.centre_x() - width, rect.y, 2 * width, rect.h}, "0", readable_on(packed_hue(direction_colour(0, 1))),
            Type::caption, Align::centre);
}

/// The notes of a direction's legend, the longest first.
std::vector<std::string> direction_notes(const LabCombination& combined) {
    const std::string full = short_number(combined.full);
    return {tr("hue: angle from A to B; brightness: magnitude, full from {} on", full),
            tr("hue: angle, brightness: magnitude to {}", full), tr("brightness to {}", full), tr("angle")};
}

/// "Combine A and B: off", or fewer words if the list is too narrow.
std::string fitting_label(const Ui& ui, const std::string& choice, float width) {
    for (const std::string& label : {tr("Combine A and B: {}", choice), tr("Combine: {}", choice)})
        if (ui.text_width(label, Type::caption) <= width - ui.px(kCombineListFrame)) return label;
    return choice;
}

}  // namespace

void show_combine_list(LabScene& scene, Rect rect, bool label) {
    const std::array<Choice, 5> choices{
        Choice{.key = "off", .label = tr("off")},
        Choice{.key = "magnitude", .label = tr("magnitude"), .detail = "sqrt(A\u00b2 + B\u00b2)"},
        Choice{.key = "sum", .label = tr("sum"), .detail = "|A| + |B|"},
        Choice{.key = "difference", .label = tr("difference"), .detail = "A \u2212 B"},
        Choice{.key = "direction", .label = tr("direction"), .detail = tr("the angle of (A, B) as a hue")}};
    const int index = scene.view.combination ? static_cast<int>(*scene.view.combination) + 1 : 0;
    const std::string& name = choices.at(static_cast<std::size_t>(index)).label;
    const std::string shown = label ? fitting_label(scene.ui, name, rect.w) : name;
    const auto chosen = dropdown(scene.ui, "view.combine", rect, shown, choices, index,
                                 tr("Combines the filtered pictures A and B, value by value"));
    if (!chosen) return;
    std::optional<Combination> combination;
    if (*chosen > 0) combination = static_cast<Combination>(*chosen - 1);
    scene.frame.perform(set_combination(combination));
}

std::vector<std::string> combined_readings(const LabScene& scene, Cell pixel) {
    const Combination combination = combination_of(scene);
    const auto value = [&](std::size_t filter) {
        return static_cast<double>(scene.results.outputs.at(filter)->filtered.at(pixel.row, pixel.col));
    };
    const CombinedPixel combined = explain_combination(value(0), value(1), combination);
    const std::string formula = combination_formula(combined, combination);
    const auto at_place = [&](const std::string& text) {
        return tr("row {}, column {}: {}", pixel.row, pixel.col, text);
    };
    if (combination != Combination::direction) return {at_place(formula), formula, short_number(combined.value)};
    const std::string angle = degrees_text(combined.value), magnitude = short_number(combined.magnitude);
    const std::string both = tr("{}, magnitude {}", formula, magnitude);
    return {at_place(both), both,
            fmt::format("({}, {}): {}", short_number(combined.a), short_number(combined.b),
                        tr("{}, magnitude {}", angle, magnitude)),
            formula, angle};
}

void show_combined_legend(LabScene& scene, const ViewSlot& slot, std::optional<Cell> pixel) {
    Ui& ui = scene.ui;
    Rect area = slot.legend;
    area.cut_top(ui.px(4));
    Rect bar = area.cut_top(ui.px(kCombinedBar), ui.px(3));
    const bool low = area.h < ui.text_height(Type::caption);
    // A low legend has its note to the right of the bar. The arithmetic is longer and replaces the bar.
    if (low) area = pixel ? bar : bar.cut_right(bar.w * kCombinedNotePart, ui.px(8));
    const bool directed = combination_of(scene) == Combination::direction;
    if (!low || !pixel) {
        if (directed)
            hue_bar(ui, slot.name + ".legend", bar);
        else
            colour_bar(ui, slot.name + ".legend", bar, slot.scale(), legend_range(slot.scale(), slot.kind));
    }
    ui.mark(slot.name + ".note", area);
    const std::vector<std::string> notes = pixel      ? combined_readings(scene, *pixel)
                                           : directed ? direction_notes(*scene.results.combined)
                                                      : legend_notes(slot);
    const auto note = std::ranges::find_if(
        notes, [&](const std::string& text) { return ui.text_width(text, Type::caption) <= area.w; });
    if (note != notes.end()) ui.text(area, *note, pixel ? Role::text : Role::muted, Type::caption);
}

void draw_combined_values(LabScene& scene, const ViewSlot& slot, std::optional<std::int64_t> revealed) {
    Ui& ui = scene.ui;
    if (slot.in_colour == nullptr) return draw_values(ui, slot, revealed);
    const auto side = static_cast<float>(slot.map.pixel);
    if (side < ui.px(kMinAngleCell)) return;
    const Type type = ui.text_width("\u2212180\u00b0") <= side - ui.px(4) ? Type::text : Type::caption;
    if (ui.text_width("\u2212180\u00b0", type) > side - ui.px(2)) return;
    const PixelRect visible = slot.map.visible(1);
    ui.draw().PushClipRect({slot.picture.x, slot.picture.y}, {slot.picture.right(), slot.picture.bottom()}, true);
    for (int row = visible.row; row < visible.row + visible.rows; ++row)
        for (int col = visible.col; col < visible.col + visible.cols; ++col) {
            if (revealed && std::int64_t{row} * slot.map.size.cols + col >= *revealed) continue;
            const ImU32 ink = readable_on(packed_hue(slot.drawn_colour(row, col)));
            const std::string text = with_true_minus(fmt::format("{:.0f}", slot.value(row, col))) + "\u00b0";
            ui.text(slot.map.cells(row, col), text, ink, type, Align::centre);
        }
    ui.draw().PopClipRect();
}

}  // namespace convscope
