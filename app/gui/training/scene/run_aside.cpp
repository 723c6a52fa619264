// The part of a RunKeeper that sets runs aside when their settings are replaced, and brings them back.
#include <algorithm>
#include <utility>

#include "app/gui/training/scene/run_keeper.h"

namespace convscope {

namespace {

constexpr std::size_t kMaxAside = 3;
constexpr double kMaxAsideBytes = 256e6;  ///< of the snapshots of all runs but the last that was set aside

double snapshot_bytes(const TrainingEngine& engine) {
    const std::vector<nn::Snapshot>& all = engine.results().snapshots.all();
    if (all.empty()) return 0;
    return static_cast<double>(all.size() * sizeof(float)) *
           static_cast<double>(nn::parameter_count(*all.back().model));
}

bool are_equal(const nn::Dataset& a, const nn::Dataset& b) {
    return &a == &b || (a.example == b.example && a.labels == b.labels && a.images == b.images);
}

bool are_equal(const nn::Model& a, const nn::Model& b) {
    if (&a == &b) return true;
    return std::ranges::equal(a.nodes(), b.nodes(), [](const nn::Node& x, const nn::Node& y) {
        return std::ranges::equal(x.weights, y.weights, [](const nn::SharedTensor& v, const nn::SharedTensor& w) {
            return v == w || (v && w && *v == *w);
        });
    });
}

}  // namespace

void RunKeeper::set_aside() {
    if (!started_ || engine_->results().curves.steps.empty()) return;
    engine_->pause();
    // A run with equal settings that was set aside before would never come back.
    std::erase_if(aside_, [this](const Aside& run) { return run.settings.is_same_run(run_settings_); });
    aside_.push_back({std::move(engine_), std::move(*started_), run_settings_, texts_});
    engine_ = std::make_unique<TrainingEngine>(wake_);
    double bytes = 0;
    for (std::size_t i = 0; i + 1 < aside_.size(); ++i) bytes += snapshot_bytes(*aside_[i].engine);
    while (aside_.size() > 1 && (aside_.size() > kMaxAside || bytes > kMaxAsideBytes)) {
        bytes -= snapshot_bytes(*aside_.front().engine);
        aside_.erase(aside_.begin());
    }
}

bool RunKeeper::bring_back() {
    const auto found = std::ranges::find_if(aside_, [this](const Aside& run) {
        return run.settings.is_same_run(run_settings_) && are_equal(*run.started.data, *started_->data) &&
               are_equal(*run.started.model, *started_->model);
    });
    if (found == aside_.end()) return false;
    engine_ = std::move(found->engine);
    texts_ = found->texts;
    if (found->started.options.rate != started_->options.rate) engine_->set_rate(started_->options.rate);
    aside_.erase(found);
    engine_->update();
    considered_kept_ = kept_;  // what the view still names is the run before this one
    if (std::exchange(plays_when_ready_, false)) engine_->play();
    ++runs_;
    return true;
}

}  // namespace convscope
