#include "app/gui/network/scene/true_class.h"

#include "app/gui/network/panels/input/sample_inputs.h"

namespace convscope {

std::optional<std::size_t> true_class(const NetworkInput& input, const nn::Model& model) {
    if (input.label >= 0) return static_cast<std::size_t>(input.label);
    if (input.source != InputSource::sample) return std::nullopt;
    const std::vector<std::string>& labels = model.info().labels;
    for (std::size_t i = 0; i < labels.size(); ++i)
        if (sample_name(labels[i]) == input.file) return i;
    return std::nullopt;
}

}  // namespace convscope
