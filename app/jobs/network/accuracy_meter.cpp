#include "app/jobs/network/accuracy_meter.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace convscope {

namespace {
constexpr std::size_t kMaxKnown = 4;  ///< every stored accuracy keeps its model and data set in memory
}  // namespace

Accuracy AccuracyMeter::measure_one(Accuracy accuracy, Progress& progress) {
    std::vector<std::int64_t> all(static_cast<std::size_t>(accuracy.dataset->size()));
    std::iota(all.begin(), all.end(), 0);
    const auto keep_going = [&progress] {
        ++progress.batches;
        return !progress.stopped;
    };
    try {
        accuracy.sum = nn::evaluate(*accuracy.model, *accuracy.dataset, all, keep_going).sum;
    } catch (const nn::ModelError& error) {
        accuracy.problem = error.what();
    }
    return accuracy;
}

void AccuracyMeter::measure(const std::vector<std::shared_ptr<const nn::Model>>& models,
                            const std::shared_ptr<const nn::Dataset>& dataset) {
    stop();
    progress_ = std::make_shared<Progress>();
    total_batches_ = 0;
    std::vector<const nn::Model*> submitted;
    for (const auto& model : models) {
        if (find(model, dataset) != nullptr || std::ranges::find(submitted, model.get()) != submitted.end()) continue;
        submitted.push_back(model.get());
        const std::int64_t batch = nn::evaluation_batch(*model);
        total_batches_ += (dataset->size() + batch - 1) / batch;
        const auto store = [this, progress = progress_](Accuracy accuracy) {
            if (progress->stopped) return;
            if (known_.size() == kMaxKnown) known_.erase(known_.begin());
            known_.push_back(std::move(accuracy));
        };
        jobs_.submit([model, dataset,
                      progress = progress_] { return measure_one({.model = model, .dataset = dataset}, *progress); },
                     store,
                     [store, model, dataset](const std::string& message) {
                         store({.model = model, .dataset = dataset, .problem = message});
                     });
    }
}

void AccuracyMeter::stop() {
    progress_->stopped = true;
    jobs_.clear();
}

double AccuracyMeter::progress() const {
    if (total_batches_ == 0) return 1;
    return std::min(1.0, static_cast<double>(progress_->batches) / static_cast<double>(total_batches_));
}

const Accuracy* AccuracyMeter::find(const std::shared_ptr<const nn::Model>& model,
                                    const std::shared_ptr<const nn::Dataset>& dataset) const {
    const auto found = std::ranges::find_if(
        known_, [&](const Accuracy& known) { return known.model == model && known.dataset == dataset; });
    return found == known_.end() ? nullptr : &*found;
}

}  // namespace convscope
