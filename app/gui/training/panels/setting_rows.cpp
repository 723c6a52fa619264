#include "app/gui/training/panels/setting_rows.h"

#include <fmt/format.h>

#include <utility>

#include "app/document/training/training_commands.h"
#include "app/gui/widgets/numbers/number_field.h"
#include "core/base/text/short_number.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kRow = 30, kGap = 6;
constexpr float kLabelPart = .42F, kNumberWidth = 104;

}  // namespace

void setting_caption(Ui& ui, Rect& column, std::string_view text) {
    ui.text(column.cut_top(ui.px(20), ui.px(2)), text, Role::muted, Type::caption);
}

void number_setting(TrainingScene& scene, Rect& column, const SettingTexts& texts, double value, double step,
                    std::function<void(Training&, double)> set) {
    Ui& ui = scene.ui;
    Rect row = column.cut_top(ui.px(kRow), ui.px(kGap));
    const Rect field = row.cut_right(ui.px(kNumberWidth), ui.px(8));
    ui.text(row, texts.label);
    const auto edit =
        number_field(ui, texts.name, field, static_cast<float>(value),
                     {.step = static_cast<float>(step), .tooltip = texts.tooltip, .zero = texts.zero, .lets_go = true});
    if (!edit) return;
    // The float's shortest text, so that 0.001 does not become 0.0010000000475.
    const double typed = parse_number(fmt::format("{}", edit->value)).value_or(static_cast<double>(edit->value));
    const bool is_typed = edit->gesture == 0;
    Training changed = scene.training;
    set(changed, typed);
    if (is_typed && limited(changed) != changed)
        ui.report(tr("{}: {} is out of range; the nearest possible number was taken.", texts.label,
                     short_number(edit->value)));
    scene.change(
        std::string(texts.undo), [set = std::move(set), typed](Training& training) { set(training, typed); },
        edit->gesture);
}

void choice_setting(TrainingScene& scene, Rect& column, const SettingTexts& texts, std::span<const Segment> choices,
                    int chosen, bool is_wide, std::function<void(Training&, int)> set) {
    Ui& ui = scene.ui;
    if (is_wide) setting_caption(ui, column, texts.label);
    Rect row = column.cut_top(ui.px(kRow), ui.px(kGap));
    if (!is_wide) ui.text(row.cut_left(row.w * kLabelPart), texts.label);
    const auto pressed = segmented(ui, texts.name, row, choices, chosen);
    if (!pressed || *pressed == chosen) return;
    scene.change(std::string(texts.undo),
                 [set = std::move(set), index = *pressed](Training& training) { set(training, index); });
}

void switch_setting(TrainingScene& scene, Rect& column, const SettingTexts& texts, bool on,
                    std::function<void(Training&, bool)> set) {
    Ui& ui = scene.ui;
    if (button(ui, texts.name, column.cut_top(ui.px(kRow), ui.px(kGap)), texts.label,
               {.tooltip = texts.tooltip, .on = on}))
        scene.change(std::string(texts.undo), [set = std::move(set), on](Training& training) { set(training, !on); });
}

}  // namespace convscope
