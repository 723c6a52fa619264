#include "core/nn/train/watch/weight_lens.h"

#include <algorithm>
#include <cmath>

#include "core/nn/layers/channels/dense.h"
#include "core/nn/layers/window/conv2d.h"

namespace convscope::nn {

namespace {

const WeightStep* find_step(const StepDetail& detail, const ChosenWeight& chosen) {
    const auto found = std::ranges::find_if(detail.weights, [&](const WeightStep& step) {
        return step.node == chosen.node && step.weight == chosen.weight;
    });
    if (found == detail.weights.end() || found->gradient.empty()) return nullptr;
    const bool inside = chosen.index >= 0 && chosen.index < std::ssize(found->gradient);
    return inside ? &*found : nullptr;
}

/// The place of a weight: the tap of the window and the input channel that it weights.
struct Place {
    std::int64_t tap_row = 0, tap_col = 0, input_channel = 0;
};

/// The inputs and gradients of one layer in a step, by example and position.
class LayerBatch {
  public:
    LayerBatch(const StepDetail& detail, int node)
        : node_(detail.before->node(node)),
          input_shape_(detail.before->input_shapes(node).front()),
          inputs_(detail.outputs[static_cast<std::size_t>(node_.inputs.front())]),
          gradients_(detail.gradients[static_cast<std::size_t>(node)]) {}

    const Shape& input_shape() const { return input_shape_; }
    const Shape& output_shape() const { return node_.shape; }
    std::int64_t examples() const { return std::ssize(gradients_) / node_.shape.count(); }
    /// The input at a position of example `n`; 0 outside.
    float input(std::int64_t n, const Position& at) const {
        if (!contains(input_shape_, at)) return 0;
        return inputs_[static_cast<std::size_t>((n * input_shape_.count()) + index_of(input_shape_, at))];
    }
    float gradient(std::int64_t n, const Position& at) const {
        return gradients_[static_cast<std::size_t>((n * node_.shape.count()) + index_of(node_.shape, at))];
    }

  private:
    const Node& node_;
    Shape input_shape_;
    std::span<const float> inputs_, gradients_;
};

/// Adds up input(n, row, col) x gradient over examples and positions.
template <class Input>
GradientTerms terms_of(const LayerBatch& batch, std::int64_t output_channel, const Input& input) {
    const Shape& shape = batch.output_shape();
    GradientTerms terms{.examples = batch.examples(), .rows = shape.rows(), .cols = shape.cols()};
    const auto count = static_cast<std::size_t>(terms.examples * terms.rows * terms.cols);
    terms.inputs.reserve(count);
    terms.gradients.reserve(count);
    terms.example_sums.reserve(static_cast<std::size_t>(terms.examples));
    for (std::int64_t n = 0; n < terms.examples; ++n) {
        double sum = 0;
        for (std::int64_t row = 0; row < terms.rows; ++row)
            for (std::int64_t col = 0; col < terms.cols; ++col) {
                terms.inputs.push_back(input(n, row, col));
                terms.gradients.push_back(batch.gradient(n, {row, col, output_channel}));
                sum += double{terms.inputs.back()} * terms.gradients.back();
            }
        terms.example_sums.push_back(sum);
        terms.sum += sum;
    }
    return terms;
}

GradientTerms convolution_terms(const Conv2D& layer, const LayerBatch& batch, const ChosenWeight& chosen) {
    const Conv2D::Parameters& p = layer.parameters();
    const std::int64_t filter = chosen.index % p.filters;
    if (chosen.weight > 0) return terms_of(batch, filter, [](auto...) { return 1.F; });
    const WindowAxes axes = axes_of(p.window, batch.input_shape());
    const std::int64_t group_channels = batch.input_shape().channels() / p.groups;
    const std::int64_t rest = chosen.index / p.filters;
    const std::int64_t tap = rest / group_channels;
    const Place place{.tap_row = tap / p.window.cols,
                      .tap_col = tap % p.window.cols,
                      .input_channel = (filter / (p.filters / p.groups) * group_channels) + (rest % group_channels)};
    return terms_of(batch, filter, [&](std::int64_t n, std::int64_t row, std::int64_t col) {
        return batch.input(n,
                           {axes.rows.tap(row, place.tap_row), axes.cols.tap(col, place.tap_col), place.input_channel});
    });
}

GradientTerms dense_terms(const LayerBatch& batch, const ChosenWeight& chosen) {
    const std::int64_t units = batch.output_shape().channels();
    if (chosen.weight > 0) return terms_of(batch, chosen.index, [](auto...) { return 1.F; });
    return terms_of(batch, chosen.index % units, [&](std::int64_t n, std::int64_t row, std::int64_t col) {
        return batch.input(n, {row, col, chosen.index / units});
    });
}

}  // namespace

std::optional<GradientTerms> gradient_terms(const StepDetail& detail, const ChosenWeight& chosen) {
    if (find_step(detail, chosen) == nullptr) return std::nullopt;
    const Layer& layer = *detail.before->node(chosen.node).layer;
    const LayerBatch batch(detail, chosen.node);
    if (const auto* convolution = dynamic_cast<const Conv2D*>(&layer))
        return convolution_terms(*convolution, batch, chosen);
    if (dynamic_cast<const Dense*>(&layer) != nullptr) return dense_terms(batch, chosen);
    return std::nullopt;
}

std::optional<WeightUpdate> weight_update(const StepDetail& detail, const ChosenWeight& chosen) {
    const WeightStep* const step = find_step(detail, chosen);
    if (step == nullptr) return std::nullopt;
    const auto i = static_cast<std::size_t>(chosen.index);
    WeightUpdate update{.gradient = step->gradient[i],
                        .first_before = step->first_before[i],
                        .first = step->first[i],
                        .rate = detail.optimizer.corrected_rate,
                        .before = step->before[i],
                        .after = step->after[i]};
    update.change = update.after - update.before;
    if (detail.optimizer.kind == OptimizerKind::sgd) return update;
    update.second_before = step->second_before[i];
    update.second = step->second[i];
    update.denominator = std::sqrt(update.second) + detail.optimizer.epsilon;
    return update;
}

}  // namespace convscope::nn
