// The part of a TrainingWorker that runs on its thread: setting a run up, steps, and what is published of them.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

#include "app/jobs/training/training_worker.h"
#include "core/base/text/translation.h"
#include "core/nn/train/evaluate.h"

namespace convscope {

void TrainingWorker::replace_run(const Orders& orders) {
    session_ = {};
    {
        const std::lock_guard lock(mutex_);
        trainer_.reset();
    }
    if (orders.run) set_up(orders);
}

void TrainingWorker::set_up(const Orders& orders) {
    session_.run = *orders.run;
    const TrainingRun& run = session_.run;
    if (run.test) nn::check_fits(*run.start, *run.test);
    session_.snapshots.add({0, run.start});
    session_.trainer = std::make_shared<nn::Trainer>(*run.start, run.data, run.options);
    const auto validation = session_.trainer->validation_indices();
    {
        const std::lock_guard lock(mutex_);
        trainer_ = session_.trainer;
        published_.steps_per_epoch = session_.trainer->steps_per_epoch();
        published_.total_steps = published_.steps_per_epoch * run.options.epochs;
        published_.validation_indices.assign(validation.begin(), validation.end());
    }
    if (orders.ended) return publish_ended(*orders.ended);
    publish(EngineState::paused);
    session_.published = {};
}

void TrainingWorker::publish_ended(const Ended& ended) {
    const auto steps = std::ssize(ended.curves.steps);
    if (ended.snapshots.all().front().step == 0) session_.snapshots.clear();
    for (const nn::Snapshot& snapshot : ended.snapshots.all()) session_.snapshots.add(snapshot);
    const auto& sizes = session_.snapshots.all().back().sizes;
    {
        const std::lock_guard lock(mutex_);
        // Without a trainer, no order but a new run has an effect.
        trainer_.reset();
        published_.state = EngineState::finished;
        ++published_.revision;
        published_.step = steps;
        published_.epoch = static_cast<int>(ended.curves.epochs.size());
        published_.rate = session_.run.options.rate;
        published_.snapshots = session_.snapshots;
        published_.curves = ended.curves;
        if (sizes) published_.sizes = *sizes;
        published_.sizes_step = sizes ? steps : 0;
    }
    session_.trainer.reset();
    wake_();
}

void TrainingWorker::follow(const Orders& orders) {
    if (orders.rate) change_rate(*orders.rate);
    if (orders.cancel) return publish(EngineState::finished);
    if (orders.is_turn) return take_step(orders);
    if (orders.mode == Mode::pause || orders.rate) {
        const EngineState state = [this] {
            const std::lock_guard lock(mutex_);
            return published_.state == EngineState::running ? EngineState::paused : published_.state;
        }();
        publish(state);
    }
}

void TrainingWorker::change_rate(double rate) {
    session_.trainer->set_rate(rate);
    const std::int64_t step = session_.trainer->steps_taken();
    std::vector<nn::RateChange>& rates = session_.news.rates;
    if (!rates.empty() && rates.back().step == step) rates.pop_back();
    if (step > 0) rates.push_back({step, rate});
}

bool TrainingWorker::is_shown(const Orders& orders) const {
    const bool is_slow = orders.steps_per_second > 0 && orders.steps_per_second < TrainingEngine::kWakesPerSecond;
    if (orders.mode == Mode::step || (orders.mode == Mode::play && is_slow)) return true;
    // Copies of the weights may take a sixtieth of the time.
    constexpr int kShare = 60;
    const Clock::duration interval = std::max<Clock::duration>(
        std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(1 / TrainingEngine::kWakesPerSecond)),
        kShare * session_.snapshot_cost);
    return Clock::now() - session_.published >= interval;
}

void TrainingWorker::take_step(const Orders& orders) {
    const bool shown = is_shown(orders);
    const bool is_paced = orders.mode == Mode::play && orders.steps_per_second > 0;
    const bool has_lens =
        orders.mode == Mode::step || (is_paced && orders.steps_per_second <= TrainingEngine::kLensStepsPerSecond);
    const bool is_due = nn::Snapshots::is_due(session_.trainer->steps_taken() + 1);
    nn::StepRecord record;
    if (!session_.trainer->step({.sizes = shown || is_due, .detail = has_lens}, record))
        return publish(EngineState::finished);
    if (!std::isfinite(record.loss))
        return publish(EngineState::failed,
                       tr("The loss is not a number any more after step {}, because the steps were too large. "
                          "Lower the learning rate and start again.",
                          record.step));
    session_.news.steps.push_back({static_cast<float>(record.loss), static_cast<float>(record.accuracy)});
    if (shown || is_due) {
        session_.sizes = std::make_shared<const std::vector<nn::LayerSizes>>(record.sizes);
        session_.sizes_step = record.step;
    }
    if (is_due) keep_snapshot();
    if (has_lens) keep_lens(std::move(record));
    const nn::TrainingProgress progress = session_.trainer->progress();
    const bool has_epoch_ended = keep_epochs(progress);
    if (progress.state != nn::TrainingState::running)
        publish(EngineState::finished);
    else if (is_fulfilled(orders, has_epoch_ended))
        publish(EngineState::paused);
    else if (shown)
        publish(EngineState::running);
}

bool TrainingWorker::is_fulfilled(const Orders& orders, bool has_epoch_ended) {
    const std::lock_guard lock(mutex_);
    if (orders.mode == Mode::step) {
        // Steps that were ordered meanwhile are still to be taken.
        if (orders_.mode != Mode::step || --orders_.steps > 0) return false;
        orders_.mode = Mode::pause;
        return true;
    }
    if (orders.mode != Mode::epoch || !has_epoch_ended || orders_.revision != orders.revision) return false;
    orders_.mode = Mode::pause;
    return true;
}

void TrainingWorker::keep_lens(nn::StepRecord record) {
    session_.lens_bytes += nn::detail_bytes(record);
    session_.lenses.push_back(std::make_shared<const nn::StepRecord>(std::move(record)));
    while (session_.lenses.size() > 1 && session_.lens_bytes > TrainingEngine::kMaxLensBytes) {
        session_.lens_bytes -= nn::detail_bytes(*session_.lenses.front());
        session_.lenses.erase(session_.lenses.begin());
    }
}

void TrainingWorker::keep_snapshot() {
    const std::int64_t step = session_.trainer->steps_taken();
    const auto& all = session_.snapshots.all();
    if (!all.empty() && all.back().step == step) return;
    const Clock::time_point start = Clock::now();
    const auto sizes = session_.sizes_step == step ? session_.sizes : nullptr;
    session_.snapshots.add({step, std::make_shared<const nn::Model>(session_.trainer->snapshot()), sizes});
    session_.snapshot_cost = Clock::now() - start;
}

bool TrainingWorker::keep_epochs(const nn::TrainingProgress& progress) {
    const bool has_ended = progress.epochs.size() > session_.epochs;
    for (; session_.epochs < progress.epochs.size(); ++session_.epochs) {
        nn::EpochPoint point = nn::epoch_point(progress.epochs[session_.epochs], session_.trainer->steps_taken());
        const bool is_last =
            progress.state != nn::TrainingState::running && session_.epochs + 1 == progress.epochs.size();
        if (session_.run.test && (is_last || is_test_quick())) evaluate_test(point);
        session_.news.epochs.push_back(point);
    }
    return has_ended;
}

bool TrainingWorker::is_test_quick() const {
    const TrainingRun& run = session_.run;
    return run.test->size() <= nn::split_of(run.data->size(), run.options).training;
}

void TrainingWorker::evaluate_test(nn::EpochPoint& point) const {
    std::vector<std::int64_t> all(static_cast<std::size_t>(session_.run.test->size()));
    std::iota(all.begin(), all.end(), 0);
    const nn::Evaluation evaluation =
        nn::evaluate(session_.trainer->snapshot(), *session_.run.test, all, [this] { return !interrupted_; });
    // The result of an interrupted evaluation is incomplete.
    if (interrupted_) return;
    point.test_loss = evaluation.sum.mean_loss();
    point.test_accuracy = evaluation.sum.accuracy();
}

void TrainingWorker::publish(EngineState state, const std::string& problem) {
    const bool has_weights = session_.trainer && state != EngineState::failed;
    if (has_weights) keep_snapshot();
    {
        const std::lock_guard lock(mutex_);
        published_.state = state;
        published_.problem = problem;
        ++published_.revision;
        if (session_.trainer) {
            const nn::TrainingProgress progress = session_.trainer->progress();
            published_.step = session_.trainer->steps_taken();
            published_.epoch = progress.epoch;
            published_.rate = session_.trainer->rate();
            published_.images_per_second = progress.images_per_second;
            published_.seconds_left = progress.seconds_left;
        }
        published_.snapshots = session_.snapshots;
        nn::Curves& curves = published_.curves;
        curves.steps.insert(curves.steps.end(), session_.news.steps.begin(), session_.news.steps.end());
        curves.epochs.insert(curves.epochs.end(), session_.news.epochs.begin(), session_.news.epochs.end());
        curves.rates = session_.news.rates;
        if (session_.sizes) published_.sizes = *session_.sizes;
        published_.sizes_step = session_.sizes_step;
        published_.lenses = session_.lenses;
        published_.lens = session_.lenses.empty() ? nullptr : session_.lenses.back();
    }
    session_.news.steps.clear();
    session_.news.epochs.clear();
    session_.published = Clock::now();
    wake_();
}

}  // namespace convscope
