// The filters that a user can choose by name: the user's own presets, and the presets that come with the program.
// Must not include anything that draws.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/document/user_settings.h"

namespace convscope {

struct PresetChoice {
    std::string key;  ///< as in LabFilter::preset: a slug, or "own." and the name
    std::string name;
    std::string group;
    std::string note;  ///< a text about the filter's effect; empty for an own preset
    LabFilter filter;
    bool is_own = false;
};

/// LabFilter::preset of the user's own preset with this name.
std::string own_preset_key(std::string_view name);
/// All choices in the order of the list: own presets come first, groups are contiguous. The median is included.
std::vector<PresetChoice> preset_choices(const UserSettings& settings);
/// The index of the choice with the filter's values: the choice made last if it has these values; otherwise the first
/// such choice of its group; otherwise the first such choice; -1 if there is none.
int shown_choice(const std::vector<PresetChoice>& choices, const LabFilter& filter);
/// The name of shown_choice(), or "Own values".
std::string shown_name(const UserSettings& settings, const LabFilter& filter);
/// The index of the choice made last, even if the filter has different values now; -1 if there is none.
int last_choice(const std::vector<PresetChoice>& choices, const LabFilter& filter);
/// The names of the other choices with the values of choice `index`.
std::vector<std::string> other_names(const std::vector<PresetChoice>& choices, int index);
/// True if a preset of the program has this name in English or in the language that is shown, in upper or lower case.
bool is_program_preset(std::string_view name);

}  // namespace convscope
