#include "app/document/learning/learning.h"

#include <vector>

#include "core/base/random.h"
#include "core/filter/presets.h"

namespace convscope {

int LabLearning::size() const {
    return target == LearnTarget::hidden_preset ? 3 : own.kernel.size;
}

FilterSettings LabLearning::teacher() const {
    FilterSettings settings;
    if (const Preset* hidden = find_preset(preset); target == LearnTarget::hidden_preset && hidden != nullptr) {
        settings.kernel = hidden->kernel;
        settings.weight = hidden->weight;
        settings.bias = hidden->bias;
    } else {
        settings.kernel = own.kernel;
        settings.median = own.median;
        settings.weight = own.weight;
        settings.bias = own.bias;
    }
    return settings;
}

bool LabLearning::hides(const LabFilter& shown) const {
    const Preset* const hidden = find_preset(preset);
    return target == LearnTarget::hidden_preset && hidden != nullptr && !shown.median && hidden->kernel == shown.kernel;
}

void LabLearning::restart() {
    learner.reset();
    kept.reset();
    playing = false;
}

std::string hidden_preset(std::uint64_t seed, std::string_view last) {
    std::vector<std::string_view> names;
    for (const Preset& preset : presets())
        if (preset.kernel.size == 3 && preset.slug != "identity" && preset.slug != last) names.push_back(preset.slug);
    return std::string(names[static_cast<std::size_t>(random_bits(seed, 0) % names.size())]);
}

}  // namespace convscope
