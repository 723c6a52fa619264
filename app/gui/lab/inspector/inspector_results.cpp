#include "app/gui/lab/inspector/inspector_results.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/gui/lab/inspector/inspector_median.h"
#include "app/gui/widgets/numbers/number_field.h"
#include "app/gui/widgets/numbers/result_line.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kStackedLabel = 18;

std::string signed_bias(float bias) {
    return bias < 0 ? tr("\u2212 bias {}", short_number(-bias)) : tr("+ bias {}", short_number(bias));
}

std::vector<FilterResultLine> shown_lines(const std::vector<FilterResultLine>& lines, const ResultsStyle& style) {
    std::vector<FilterResultLine> shown = lines;
    if (style.is_short) std::erase_if(shown, [](const FilterResultLine& line) { return line.has_no_effect; });
    return shown;
}

void stacked_line(Ui& ui, Rect& rest, const FilterResultLine& line, const std::string& value,
                  const ResultsStyle& style) {
    Rect row = rest.cut_top(ui.px(kStackedLabel) + result_height(ui, style.type));
    ui.mark(line.name, row);
    ui.text(row.cut_top(ui.px(kStackedLabel)), line.operation, Role::muted, style.label);
    ui.text(row, value, line.strong ? Role::text : Role::muted, style.type);
}

}  // namespace

std::vector<FilterResultLine> result_lines(const FilterSettings& settings, const PixelExplanation& pixel) {
    if (pixel.kept) return {{"inspector.activated", tr("value"), pixel.activated, true, StepKind::kept}};
    if (is_median(pixel)) return {{"inspector.activated", tr("median"), pixel.activated, true, StepKind::median}};
    constexpr std::array<Message, 4> kNames{tr("= output"), tr("ReLU = output"), tr("absolute = output"),
                                            tr("clamp = output")};
    return {{"inspector.sum", tr("sum"), pixel.sum, true, StepKind::product},
            {"inspector.weighted", tr("\u00d7 weight {}", short_number(settings.weight)), pixel.weighted, false,
             StepKind::weight, settings.weight == 1},
            {"inspector.biased", signed_bias(settings.bias), pixel.biased, false, StepKind::bias, settings.bias == 0},
            {"inspector.activated", kNames.at(static_cast<std::size_t>(settings.activation)), pixel.activated, true,
             StepKind::activation}};
}

Extent results_extent(const Ui& ui, const std::vector<FilterResultLine>& lines, const NumberFormat& format,
                      const ResultsStyle& style) {
    const std::vector<FilterResultLine> shown = shown_lines(lines, style);
    const float number = format.width(ui, style.type);
    float label = 0;
    for (const FilterResultLine& line : shown) label = std::max(label, ui.text_width(line.operation, style.label));
    const float line = result_height(ui, style.type);
    if (style.stacked)
        return {std::ceil(std::max(label, number)) + ui.px(4),
                (ui.px(kStackedLabel) + line) * static_cast<float>(shown.size())};
    return {std::ceil(label + number) + ui.px(16),
            line * static_cast<float>(std::max<std::size_t>(4, shown.size())) + ui.px(5)};
}

void show_results(LabScene& scene, Rect rest, const std::vector<FilterResultLine>& lines, const NumberFormat& format,
                  const ResultsStyle& style, const Explained& explained) {
    Ui& ui = scene.ui;
    const auto step = step_shown(scene.view.player, explained);
    const std::vector<FilterResultLine> shown = shown_lines(lines, style);
    const float height =
        is_median(explained.pixel) ? result_height(ui, style.type) : results_extent(ui, lines, format, style).h;
    rest.y += std::max(0.0F, (rest.h - height) / 2);
    if (explained.pixel.kept) {
        const float used =
            ui.paragraph(rest, tr("The border keeps the input's own pixel."), Role::muted, Type::caption);
        rest.cut_top(used + ui.px(8));
    }
    for (const FilterResultLine& line : shown) {
        const std::string value = is_reached(explained, step, line.kind) ? format.text(line.value) : "";
        if (style.stacked) {
            stacked_line(ui, rest, line, value, style);
            continue;
        }
        if (&line == &shown.back() && shown.size() > 1) {
            ui.fill({rest.x, rest.y, rest.w, ui.line_width()}, ui.colour(Role::line));
            rest.cut_top(ui.px(4));
        }
        result_line(ui, rest, line.name, line.operation, value, line.strong, style.type, style.label);
    }
}

}  // namespace convscope
