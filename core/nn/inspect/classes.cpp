#include "core/nn/inspect/classes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/base/counted.h"

namespace convscope::nn {

bool gives_classes(const Model& model) {
    return model.node(model.outputs().front()).shape.rank() == 1;
}

AnswerUnit answer_unit(const Model& model) {
    for (int node = model.outputs().front(); !model.node(node).inputs.empty(); node = model.node(node).inputs.front()) {
        const Layer& layer = *model.node(node).layer;
        const ActivationKind kind = layer.activation().kind;
        if (kind == ActivationKind::softmax || kind == ActivationKind::sigmoid || kind == ActivationKind::hard_sigmoid)
            return AnswerUnit::probability;
        if (kind != ActivationKind::linear || layer.effect() == Effect::computes) break;
    }
    return AnswerUnit::score;
}

std::string answer_text(double value, AnswerUnit unit) {
    if (unit == AnswerUnit::probability) return fmt::format("{:.1f} %", 100 * value);
    if (!std::isfinite(value)) return fmt::format("{}", value);
    // With two decimals, numbers of 1e6 and more are too long, and numbers below 0.01 have too few digits.
    const double magnitude = std::abs(value);
    return magnitude != 0 && (magnitude >= 1e6 || magnitude < 0.01) ? fmt::format("{:.2e}", value)
                                                                    : fmt::format("{:.2f}", value);
}

std::string class_label(const Model& model, std::size_t index) {
    const std::vector<std::string>& labels = model.info().labels;
    return index < labels.size() ? labels[index] : std::to_string(index);
}

std::string not_finite_note(std::span<const float> output) {
    const auto count = std::ranges::count_if(output, [](float value) { return !std::isfinite(value); });
    if (count == 0) return {};
    return fmt::format("The model gives NaN or infinity for {} of {}, so it names no class.", count,
                       counted(output.size(), "class"));
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
