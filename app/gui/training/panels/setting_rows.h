// Rows of the left panel: a label with a number field, a bar of choices or a switch, each an edit of the settings.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "app/gui/training/scene/training_scene.h"
#include "app/gui/widgets/buttons.h"

namespace convscope {

/// The texts of a setting: the name of its control, its label, and the name of its undo step.
struct SettingTexts {
    std::string_view name, label, tooltip, undo;
    std::string_view zero = {};  ///< of a number: shown instead of 0
};

/// A caption over the rows that follow.
void setting_caption(Ui& ui, Rect& column, std::string_view text);
/// A row with a number field. `set` gets the new number, not limited.
void number_setting(TrainingScene& scene, Rect& column, const SettingTexts& texts, double value, double step,
                    std::function<void(Training&, double)> set);
/// A row with a bar of choices next to its label, or below it if `is_wide`. `set` gets the index of the choice.
void choice_setting(TrainingScene& scene, Rect& column, const SettingTexts& texts, std::span<const Segment> choices,
                    int chosen, bool is_wide, std::function<void(Training&, int)> set);
/// A button that is on or off.
void switch_setting(TrainingScene& scene, Rect& column, const SettingTexts& texts, bool on,
                    std::function<void(Training&, bool)> set);

}  // namespace convscope
