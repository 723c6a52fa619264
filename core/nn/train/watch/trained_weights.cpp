#include "core/nn/train/watch/trained_weights.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <utility>

#include "core/nn/train/loss.h"

namespace convscope::nn {

namespace {

/// The sum of value(i) over 0..count-1, in partial sums that the compiler can keep in vectors.
template <class Value>
double partial_sums(std::size_t count, const Value& value) {
    constexpr std::size_t kLanes = 8;
    std::array<double, kLanes> sums{};
    std::size_t i = 0;
    for (; i + kLanes <= count; i += kLanes)
        for (std::size_t lane = 0; lane < kLanes; ++lane) sums[lane] += value(i + lane);
    double sum = 0;
    for (; i < count; ++i) sum += value(i);
    for (const double part : sums) sum += part;
    return sum;
}

double square_sum(std::span<const float> values) {
    return partial_sums(values.size(), [&](std::size_t i) { return double{values[i]} * values[i]; });
}

double square_distance(std::span<const float> a, std::span<const float> b) {
    return partial_sums(a.size(), [&](std::size_t i) {
        const double difference = double{a[i]} - b[i];
        return difference * difference;
    });
}

std::vector<float> copied(std::span<const float> values) {
    return {values.begin(), values.end()};
}

/// The bytes of a step's detail: the batch's activations and gradients, and seven tensors for each weight.
double detail_bytes(const Plan& plan) {
    return activation_bytes(plan.model(), plan.batch(), true) +
           7.0 * sizeof(float) * static_cast<double>(parameter_count(plan.model()));
}

}  // namespace

TrainedWeights::TrainedWeights(const Model& model, OptimizerKind optimizer, double momentum)
    : model_(model), optimizer_(optimizer, momentum) {
    values_.reserve(model.nodes().size());
    for (const Node& node : model.nodes()) {
        std::vector<std::vector<float>>& node_values = values_.emplace_back();
        for (const SharedTensor& weight : node.weights) node_values.push_back(weight->values);
    }
}

Plan& TrainedWeights::plan(std::int64_t batch) {
    const auto found = std::ranges::find(plans_, batch, &Plan::batch);
    Plan& plan = found != plans_.end() ? *found : plans_.emplace_back(model_, batch, Plan::Purpose::training);
    for (int i = 0; i < model_.size(); ++i) {
        const auto& node_values = values_[static_cast<std::size_t>(i)];
        if (!node_values.empty())
            plan.use_weights(i, std::vector<std::span<const float>>(node_values.begin(), node_values.end()));
    }
    return plan;
}

void TrainedWeights::update(const Plan& plan, double rate) {
    optimizer_.begin_step(rate);
    std::size_t number = 0;
    for (int i = 0; i < model_.size(); ++i) {
        auto& node_values = values_[static_cast<std::size_t>(i)];
        for (std::size_t weight = 0; weight < node_values.size(); ++weight, ++number) {
            const std::span<const float> gradient = plan.gradient(i, weight);
            if (!gradient.empty()) optimizer_.update(number, gradient, node_values[weight]);
        }
        if (!node_values.empty() && model_.node(i).trainable)
            plan.update_statistics(i, std::vector<std::span<float>>(node_values.begin(), node_values.end()));
    }
}

void TrainedWeights::update(const Plan& plan, double rate, const StepRequest& request, StepRecord& record) {
    const bool has_detail = request.detail && detail_bytes(plan) <= kMaxDetailBytes;
    StepDetail detail;
    if (has_detail) detail = detail_before(plan);
    if (request.sizes) before_ = values_;
    update(plan, rate);
    record.sizes = request.sizes ? sizes(plan) : std::vector<LayerSizes>();
    if (!has_detail) return;
    complete_detail(plan, detail);
    record.detail = std::make_shared<const StepDetail>(std::move(detail));
}

std::vector<LayerSizes> TrainedWeights::sizes(const Plan& plan) const {
    std::vector<LayerSizes> all;
    for (std::size_t i = 0; i < before_.size(); ++i) {
        const int node = static_cast<int>(i);
        LayerSizes squares{.node = node};
        bool is_trained = false;
        for (std::size_t weight = 0; weight < before_[i].size(); ++weight) {
            const std::span<const float> gradient = plan.gradient(node, weight);
            if (gradient.empty()) continue;
            is_trained = true;
            squares.gradient += square_sum(gradient);
            squares.update += square_distance(values_[i][weight], before_[i][weight]);
            squares.weights += square_sum(before_[i][weight]);
        }
        if (is_trained)
            all.push_back({node, std::sqrt(squares.gradient), std::sqrt(squares.update), std::sqrt(squares.weights)});
    }
    return all;
}

StepDetail TrainedWeights::detail_before(const Plan& plan) const {
    StepDetail detail{.before = std::make_shared<const Model>(model())};
    std::size_t number = 0;
    for (int i = 0; i < model_.size(); ++i) {
        detail.outputs.push_back(copied(plan.activation(i)));
        detail.gradients.push_back(copied(plan.gradient(i)));
        const auto& node_values = values_[static_cast<std::size_t>(i)];
        for (std::size_t weight = 0; weight < node_values.size(); ++weight, ++number) {
            WeightStep& step = detail.weights.emplace_back(WeightStep{.node = i, .weight = weight});
            step.gradient = copied(plan.gradient(i, weight));
            step.before = node_values[weight];
            WeightMoments moments = optimizer_.moments(number);
            step.first_before = std::move(moments.first);
            step.second_before = std::move(moments.second);
        }
    }
    return detail;
}

void TrainedWeights::complete_detail(const Plan& plan, StepDetail& detail) const {
    detail.optimizer = optimizer_.step();
    for (std::size_t number = 0; number < detail.weights.size(); ++number) {
        WeightStep& step = detail.weights[number];
        step.after = values_[static_cast<std::size_t>(step.node)][step.weight];
        if (plan.gradient(step.node, step.weight).empty()) continue;
        WeightMoments moments = optimizer_.moments(number);
        step.first = std::move(moments.first);
        step.second = std::move(moments.second);
        // Before its first update a weight has no moments; they count as 0.
        step.first_before.resize(step.first.size());
        step.second_before.resize(step.second.size());
    }
}

Model TrainedWeights::model() const {
    Model model = model_;
    for (int i = 0; i < model_.size(); ++i) {
        const auto& node_values = values_[static_cast<std::size_t>(i)];
        if (!model_.node(i).trainable) continue;
        for (std::size_t weight = 0; weight < node_values.size(); ++weight)
            model = model.with_weight(
                i, weight,
                std::make_shared<const Tensor>(Tensor{model_.node(i).weights[weight]->shape, node_values[weight]}));
    }
    return model;
}

StepRecord batch_record(std::span<const float> logits, std::span<const std::uint16_t> labels, std::size_t classes) {
    StepRecord record{.labels = {labels.begin(), labels.end()}, .classes = static_cast<std::int64_t>(classes)};
    record.losses.reserve(labels.size());
    record.probabilities.resize(logits.size());
    activate({ActivationKind::softmax}, logits, classes, record.probabilities);
    LossSum sum;
    for (std::size_t n = 0; n < labels.size(); ++n) {
        const LossSum example = cross_entropy(logits.subspan(n * classes, classes), labels.subspan(n, 1), classes, {});
        record.losses.push_back(static_cast<float>(example.loss));
        sum += example;
    }
    record.loss = sum.mean_loss();
    record.accuracy = sum.accuracy();
    return record;
}

}  // namespace convscope::nn
