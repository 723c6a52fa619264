#include "app/document/lab/preset_choice.h"

#include <algorithm>
#include <cctype>

#include "core/base/text/translation.h"
#include "core/filter/presets.h"

namespace convscope {

namespace {

int index_of(const std::vector<PresetChoice>& choices, std::vector<PresetChoice>::const_iterator found) {
    return found == choices.end() ? -1 : static_cast<int>(found - choices.begin());
}

bool same_letters(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b,
                              [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

}  // namespace

std::string own_preset_key(std::string_view name) {
    return "own." + std::string(name);
}

std::vector<PresetChoice> preset_choices(const UserSettings& settings) {
    std::vector<PresetChoice> choices;
    for (const UserPreset& own : settings.presets) {
        PresetChoice choice{.key = own_preset_key(own.name),
                            .name = own.name,
                            .group = tr("Your own"),
                            .note = {},
                            .filter = own.filter,
                            .is_own = true};
        choice.filter.preset = choice.key;
        choices.push_back(std::move(choice));
    }
    for (const Preset& preset : presets()) {
        const std::string slug(preset.slug);
        choices.push_back(
            {.key = slug,
             .name = std::string(preset.name),
             .group = std::string(preset.group),
             .note = std::string(preset.note),
             .filter = {.kernel = preset.kernel, .weight = preset.weight, .bias = preset.bias, .preset = slug}});
    }
    // No kernel gives a median, so the median is not in the table of presets. It comes after the blurs.
    const std::string blur(find_preset("gaussian")->group);
    const auto after_blurs = std::find_if(choices.rbegin(), choices.rend(), [&](const PresetChoice& choice) {
                                 return choice.group == blur;
                             }).base();
    choices.insert(
        after_blurs,
        {.key = "median",
         .name = tr("Median"),
         .group = blur,
         .note = tr("The middle value of the window in order of size: removes specks and keeps edges sharp."),
         .filter = {.median = true, .preset = "median"}});
    return choices;
}

int last_choice(const std::vector<PresetChoice>& choices, const LabFilter& filter) {
    return filter.preset.empty() ? -1
                                 : index_of(choices, std::ranges::find(choices, filter.preset, &PresetChoice::key));
}

int shown_choice(const std::vector<PresetChoice>& choices, const LabFilter& filter) {
    const auto matches = [&](const PresetChoice& choice) { return choice.filter.same_values(filter); };
    const int last = last_choice(choices, filter);
    if (last >= 0) {
        const PresetChoice& before = choices[static_cast<std::size_t>(last)];
        if (matches(before)) return last;
        // A rotated Sobel filter gets the name of the other Sobel filter, not of the course's filter with the same
        // values.
        const int related = index_of(choices, std::ranges::find_if(choices, [&](const PresetChoice& choice) {
                                         return choice.group == before.group && matches(choice);
                                     }));
        if (related >= 0) return related;
    }
    return index_of(choices, std::ranges::find_if(choices, matches));
}

std::string shown_name(const UserSettings& settings, const LabFilter& filter) {
    const std::vector<PresetChoice> choices = preset_choices(settings);
    const int index = shown_choice(choices, filter);
    return index < 0 ? tr("Own values") : choices[static_cast<std::size_t>(index)].name;
}

std::vector<std::string> other_names(const std::vector<PresetChoice>& choices, int index) {
    const PresetChoice& chosen = choices.at(static_cast<std::size_t>(index));
    std::vector<std::string> names;
    for (const PresetChoice& choice : choices)
        if (choice.key != chosen.key && choice.filter.same_values(chosen.filter)) names.push_back(choice.name);
    return names;
}

bool is_program_preset(std::string_view name) {
    return std::ranges::any_of(presets(), [&](const Preset& preset) {
        return same_letters(preset.name, name) || same_letters(preset.name.english(), name);
    });
}

}  // namespace convscope
