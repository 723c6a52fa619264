#include "app/gui/lab/filter_name.h"

#include <algorithm>

#include "core/filter/presets.h"

namespace convscope {

std::string filter_name(const UserSettings& settings, const LabFilter& filter) {
    const auto own = std::ranges::find(settings.presets, filter, &UserPreset::filter);
    if (own != settings.presets.end()) return own->name;
    const Preset* const preset = matching_preset(filter.kernel, filter.weight, filter.bias);
    return preset == nullptr ? "Own values" : std::string(preset->name);
}

}  // namespace convscope
