#include "app/jobs/training/snapshot_study.h"

#include <numeric>
#include <utility>

#include "app/jobs/dataset/dataset_study.h"
#include "core/base/text/translation.h"
#include "core/nn/plan/plan.h"
#include "core/nn/train/batches.h"
#include "core/nn/train/mistakes.h"

namespace convscope {

namespace {

using KeepGoing = std::function<bool(double)>;

std::vector<std::int64_t> examples_of(const SnapshotKey& key) {
    if (key.examples) return *key.examples;
    std::vector<std::int64_t> all(static_cast<std::size_t>(key.data->size()));
    std::iota(all.begin(), all.end(), 0);
    return all;
}

std::optional<SnapshotAnswers> answers_of(const SnapshotKey& key, const KeepGoing& keep_going) {
    const nn::Node& output = key.model->node(key.model->outputs().front());
    if (output.shape.count() > AnswersJob::kMaxClasses)
        throw nn::ModelError(output.name, output.layer->type(),
                             tr("gives more than {} classes", AnswersJob::kMaxClasses));
    SnapshotAnswers answers{.model = key.model, .examples = examples_of(key)};
    const auto batch = static_cast<double>(nn::evaluation_batch(*key.model));
    double batches = 0;
    bool is_stopped = false;
    const auto count = [&] {
        is_stopped = !keep_going(batches * batch / static_cast<double>(answers.examples.size()));
        ++batches;
        return !is_stopped;
    };
    answers.evaluation = nn::evaluate(*key.model, *key.data, answers.examples, count);
    if (is_stopped) return std::nullopt;
    for (const std::int64_t index : nn::hardest_examples(answers.evaluation, SnapshotAnswersJob::kHardest))
        answers.hardest.push_back(static_cast<std::size_t>(index));
    return answers;
}

SnapshotMaps maps_of(const SnapshotKey& key) {
    nn::check_takes_pictures(*key.model, *key.data);
    const nn::Shape& input = key.model->node(key.model->inputs().front()).shape;
    std::vector<float> values(static_cast<std::size_t>(input.count()));
    nn::fill_batch(*key.data, *key.examples, key.model->info().preprocessing, values);
    nn::Plan plan(*key.model, 1);
    plan.set_input(0, values);
    plan.run();
    SnapshotMaps maps{.model = key.model};
    nn::snapshot(plan, maps.trace);
    return maps;
}

}  // namespace

void SnapshotAnswersJob::request(const SnapshotKey& key) {
    CachedJob::request(key, [key](const KeepGoing& keep_going) { return answers_of(key, keep_going); });
}

void SnapshotMapsJob::request(const SnapshotKey& key) {
    CachedJob::request(key, [key](const KeepGoing&) { return std::optional(maps_of(key)); });
}

std::int64_t count_dead(const std::vector<DeadChannels>& layers, const nn::Model& model) {
    std::int64_t count = 0;
    for (const DeadChannels& layer : layers)
        if (!model.node(layer.node).weights.empty()) count += std::ssize(layer.dead);
    return count;
}

void SnapshotHealthJob::request(const SnapshotKey& key) {
    CachedJob::request(key, [key](const KeepGoing& keep_going) {
        return nn::dead_channels(*key.model, *key.data, examples_of(key), keep_going);
    });
}

}  // namespace convscope
