#include "core/nn/inspect/classes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/base/text/translation.h"
#include "core/nn/input/picture_shape.h"

namespace convscope::nn {

namespace {

/// The node whose activation turns scores into probabilities, if the nodes after it only move values; otherwise
/// nullopt.
std::optional<int> probability_node(const Model& model) {
    for (int node = model.outputs().front(); !model.node(node).inputs.empty(); node = model.node(node).inputs.front()) {
        const Layer& layer = *model.node(node).layer;
        const ActivationKind kind = layer.activation().kind;
        if (kind == ActivationKind::softmax || kind == ActivationKind::sigmoid || kind == ActivationKind::hard_sigmoid)
            return node;
        if (kind != ActivationKind::linear || layer.effect() == Effect::computes) break;
    }
    return std::nullopt;
}

const Shape& output_shape(const Model& model) {
    return model.node(model.outputs().front()).shape;
}

bool has_colours(const Shape& shape) {
    return shape.is_image() && (shape.channels() == 1 || shape.channels() == 3);
}

}  // namespace

AnswerKind answer_kind(const Model& model) {
    const Shape& output = output_shape(model);
    const Shape& input = model.node(model.inputs().front()).shape;
    const std::int64_t count = output.count();
    const bool is_vector = output.rank() == 1;
    const bool has_shares = model.node(model.outputs().front()).layer->activation().over_channels();
    if (is_vector && (has_shares || std::ssize(model.info().labels) == count)) return AnswerKind::classes;
    if (count == 1) return AnswerKind::value;
    if (output.is_image()) {
        const bool is_same_size = output.rows() == input.rows() && output.cols() == input.cols();
        if (output.rows() * output.cols() == 1) return AnswerKind::values;
        if (has_colours(output) && !has_shares) return AnswerKind::picture;
        return has_shares || is_same_size ? AnswerKind::regions : AnswerKind::values;
    }
    if (count >= input.count() && picture_shape(output)) return AnswerKind::picture;
    return is_vector ? AnswerKind::classes : AnswerKind::values;
}

bool gives_classes(const Model& model) {
    return answer_kind(model) == AnswerKind::classes;
}

bool gives_scores(const Model& model) {
    return gives_classes(model) && output_shape(model).count() > 1 && answer_unit(model) == AnswerUnit::score;
}

bool gives_ranking(const Model& model) {
    const AnswerKind kind = answer_kind(model);
    return kind == AnswerKind::classes || kind == AnswerKind::value;
}

Shape answer_shape(const Model& model) {
    const Shape& output = output_shape(model);
    return output.is_image() ? output : picture_shape(output).value_or(output);
}

std::vector<float> largest_channels(const Shape& shape, std::span<const float> values) {
    const auto channels = static_cast<std::size_t>(shape.channels());
    std::vector<float> largest(values.size() / channels);
    for (std::size_t i = 0; i < largest.size(); ++i) {
        const auto pixel = values.subspan(i * channels, channels);
        largest[i] = static_cast<float>(std::ranges::max_element(pixel) - pixel.begin());
    }
    return largest;
}

AnswerUnit answer_unit(const Model& model) {
    return probability_node(model) ? AnswerUnit::probability : AnswerUnit::score;
}

int score_node(const Model& model) {
    return probability_node(model).value_or(model.outputs().front());
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
    const bool is_named = index < model.info().labels.size() || output_shape(model).count() > 1;
    if (is_named) return data_label(model, index);
    return answer_unit(model) == AnswerUnit::probability ? tr("probability") : tr("value");
}

std::string data_label(const Model& model, std::size_t index) {
    const std::vector<std::string>& labels = model.info().labels;
    if (index < labels.size()) return labels[index];
    if (output_shape(model).count() > 1) return std::to_string(index);
    return answer_unit(model) == AnswerUnit::probability ? "probability" : "value";
}

std::string not_finite_note(std::span<const float> output) {
    const auto count = std::ranges::count_if(output, [](float value) { return !std::isfinite(value); });
    if (count == 0) return {};
    return tr_count(std::ssize(output), "The model gives NaN or infinity for {1} of {0} class, so it names no class.",
                    "The model gives NaN or infinity for {1} of {0} classes, so it names no class.", count);
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
