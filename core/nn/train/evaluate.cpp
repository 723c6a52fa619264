#include "core/nn/train/evaluate.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

#include "core/base/text/translation.h"
#include "core/nn/input/picture_shape.h"
#include "core/nn/plan/plan.h"
#include "core/nn/train/batches.h"

namespace convscope::nn {

namespace {

/// The logits of the first output. After softmax and log-softmax these are the logarithms of the probabilities, which
/// differ from the logits by a constant that does not change the cross-entropy.
std::vector<float> logits_of(const Plan& plan) {
    const int output = plan.model().outputs().front();
    const std::span<const float> values = plan.activation(output);
    std::vector<float> logits(values.begin(), values.end());
    if (plan.model().node(output).layer->activation().kind == ActivationKind::softmax)
        // A probability of 0 counts as the smallest normal float.
        for (float& value : logits) value = std::log(std::max(value, std::numeric_limits<float>::min()));
    return logits;
}

/// True for each example whose output has only finite values.
std::vector<bool> finite_examples(const Plan& plan, std::size_t examples) {
    const std::span<const float> values = plan.activation(plan.model().outputs().front());
    const std::size_t classes = values.size() / examples;
    std::vector<bool> finite(examples);
    for (std::size_t n = 0; n < examples; ++n)
        finite[n] =
            std::ranges::all_of(values.subspan(n * classes, classes), [](float value) { return std::isfinite(value); });
    return finite;
}

ExampleAnswer answer_of(std::span<const float> logits, std::size_t truth) {
    std::vector<float> probabilities(logits.size());
    activate({ActivationKind::softmax}, logits, logits.size(), probabilities);
    const auto predicted = static_cast<std::size_t>(std::ranges::max_element(logits) - logits.begin());
    return {static_cast<std::int64_t>(predicted), probabilities[predicted], probabilities[truth]};
}

void count_batch(const Plan& plan, std::span<const std::uint16_t> labels, Evaluation& evaluation) {
    const auto classes = static_cast<std::size_t>(evaluation.classes);
    const std::vector<float> logits = logits_of(plan);
    const std::vector<bool> finite = finite_examples(plan, labels.size());
    std::vector<float> rows;
    std::vector<std::uint16_t> truths;
    for (std::size_t n = 0; n < labels.size(); ++n) {
        if (!finite[n]) {
            evaluation.answers.push_back({.predicted = -1});
            continue;
        }
        const auto row = std::span(logits).subspan(n * classes, classes);
        rows.insert(rows.end(), row.begin(), row.end());
        truths.push_back(labels[n]);
        const ExampleAnswer answer = answer_of(row, labels[n]);
        ++evaluation.confusion[labels[n] * classes + static_cast<std::size_t>(answer.predicted)];
        evaluation.answers.push_back(answer);
    }
    evaluation.sum += cross_entropy(rows, truths, classes, {});
    const auto left_out = std::ssize(labels) - std::ssize(truths);
    if (left_out == 0) return;
    evaluation.not_finite += left_out;
    evaluation.sum.examples += left_out;
    evaluation.sum.loss = std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

bool takes_pictures(const Model& model, const Dataset& data) {
    return picture_shape(model.node(model.inputs().front()).shape) == data.example;
}

void check_takes_pictures(const Model& model, const Dataset& data) {
    const Node& input = model.node(model.inputs().front());
    if (!takes_pictures(model, data))
        throw ModelError(
            input.name, input.layer->type(),
            tr("takes {}, but the data set's images are {}", to_string(input.shape), to_string(data.example)));
}

void check_fits(const Model& model, const Dataset& data) {
    check_takes_pictures(model, data);
    const Node& output = model.node(model.outputs().front());
    if (output.shape.rank() != 1 || output.shape.count() < data.classes())
        throw ModelError(output.name, output.layer->type(),
                         tr_count(data.classes(), "gives {1}, but the data set has {0} class",
                                  "gives {1}, but the data set has {0} classes", to_string(output.shape)));
    if (!gives_logits(output.layer->activation()))
        throw ModelError(output.name, output.layer->type(),
                         tr("ends in {}; a model of classes must end in softmax, log_softmax or linear",
                            name_of(output.layer->activation().kind)));
}

std::int64_t evaluation_batch(const Model& model) {
    constexpr std::int64_t kMaxBatch = 256;
    return batch_size(model, kMaxBatch, kMaxBatch);
}

Evaluation evaluate(const Model& model, const Dataset& data, std::span<const std::int64_t> indices,
                    const std::function<bool()>& keep_going, const Feeds& feeds, const Edits& edits) {
    check_fits(model, data);
    const Model edited = applied(model, edits);
    Evaluation evaluation{.classes = model.node(model.outputs().front()).shape.count()};
    evaluation.confusion.resize(static_cast<std::size_t>(evaluation.classes * evaluation.classes));
    std::optional<Plan> plan;
    std::vector<float> inputs;
    std::vector<std::uint16_t> labels;
    const auto step = static_cast<std::size_t>(evaluation_batch(model));
    for (std::size_t first = 0; first < indices.size(); first += step) {
        if (keep_going && !keep_going()) break;
        const auto batch = indices.subspan(first, std::min(step, indices.size() - first));
        if (!plan || plan->batch() != std::ssize(batch)) {
            set_feeds(plan.emplace(edited, std::ssize(batch)), feeds);
            for (const auto& [node, channels] : edits.ablated) plan->set_ablated(node, channels);
        }
        inputs.resize(batch.size() * static_cast<std::size_t>(data.example.count()));
        fill_batch(data, batch, model.info().preprocessing, inputs);
        plan->set_input(0, inputs);
        plan->run();
        labels.clear();
        for (const std::int64_t index : batch) labels.push_back(data.labels[static_cast<std::size_t>(index)]);
        count_batch(*plan, labels, evaluation);
    }
    return evaluation;
}

Evaluation evaluate(const Model& model, const Dataset& data, const Feeds& feeds) {
    std::vector<std::int64_t> all(static_cast<std::size_t>(data.size()));
    std::iota(all.begin(), all.end(), 0);
    return evaluate(model, data, all, {}, feeds);
}

}  // namespace convscope::nn
