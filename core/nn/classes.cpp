#include "core/nn/classes.h"

#include <algorithm>
#include <cmath>

namespace convscope::nn {

bool gives_classes(const Model& model) {
    return model.node(model.outputs().front()).shape.rank() == 1;
}

std::string class_label(const Model& model, std::size_t index) {
    const std::vector<std::string>& labels = model.info().labels;
    return index < labels.size() ? labels[index] : std::to_string(index);
}

std::vector<RankedClass> ranked_classes(const Model& model, std::span<const float> output) {
    std::vector<RankedClass> classes;
    classes.reserve(output.size());
    for (const float value : output) classes.push_back({classes.size(), class_label(model, classes.size()), value});
    std::ranges::stable_sort(classes, [](const RankedClass& a, const RankedClass& b) {
        return a.value > b.value || (std::isnan(b.value) && !std::isnan(a.value));
    });
    return classes;
}

}  // namespace convscope::nn
