#include "app/jobs/dataset/dataset_study.h"

#include <numeric>

#include "core/base/text/translation.h"
#include "core/nn/inspect/classes.h"

namespace convscope {

namespace {

std::optional<nn::Evaluation> answers_of(const StudyKey& key, const std::function<bool(double)>& keep_going) {
    const nn::Node& output = key.model->node(key.model->outputs().front());
    if (!nn::gives_classes(*key.model) || output.shape.count() > AnswersJob::kMaxClasses)
        throw nn::ModelError(output.name, output.layer->type(),
                             tr("gives no answer with 2 to {} classes", AnswersJob::kMaxClasses));
    std::vector<std::int64_t> all(static_cast<std::size_t>(key.data->size()));
    std::iota(all.begin(), all.end(), 0);
    const std::int64_t batch = nn::evaluation_batch(*key.model);
    std::int64_t started = 0;
    bool stopped = false;
    const auto count = [&] {
        const double fraction = static_cast<double>(started) / static_cast<double>(key.data->size());
        started += batch;
        stopped = !keep_going(fraction);
        return !stopped;
    };
    nn::Evaluation evaluation = nn::evaluate(*key.model, *key.data, all, count, {}, key.edits);
    if (stopped) return std::nullopt;
    return evaluation;
}

}  // namespace

void SurveyJob::request(const StudyKey& key) {
    CachedJob::request(key, [key](const std::function<bool(double)>& keep_going) {
        return nn::survey(*key.model, key.edits, *key.data, keep_going);
    });
}

void AnswersJob::request(const StudyKey& key) {
    CachedJob::request(key,
                       [key](const std::function<bool(double)>& keep_going) { return answers_of(key, keep_going); });
}

void SimilarJob::request(const SimilarKey& key, const std::vector<float>& values, std::size_t count) {
    // The request is made in every frame; the values are copied only for a new one.
    if (!wants(key)) return;
    const auto work = [key, count, values](const std::function<bool(double)>& keep_going) {
        return nn::similar_pictures(*key.study.model, key.study.edits, *key.study.data, key.node, values, count,
                                    keep_going);
    };
    CachedJob::request(key, work);
}

}  // namespace convscope
