#include "app/jobs/training/training_engine.h"

#include <atomic>
#include <utility>

#include "app/jobs/training/training_worker.h"

namespace convscope {

namespace {

/// The number of a new run, which no other engine of the process uses.
std::uint64_t next_run() {
    static std::atomic<std::uint64_t> last = 0;
    return ++last;
}

}  // namespace

TrainingEngine::TrainingEngine(std::function<void()> wake)
    : worker_(std::make_unique<TrainingWorker>(std::move(wake))) {}

TrainingEngine::~TrainingEngine() = default;

void TrainingEngine::start(TrainingRun run) {
    run_ = run;
    worker_->start(std::move(run), next_run());
}

void TrainingEngine::show_ended(TrainingRun run, nn::Curves curves, nn::Snapshots snapshots) {
    run_ = run;
    worker_->start(std::move(run), next_run(), TrainingWorker::Ended{std::move(curves), std::move(snapshots)});
}

void TrainingEngine::play(double steps_per_second) {
    worker_->set_mode(TrainingWorker::Mode::play, steps_per_second);
}

void TrainingEngine::pause() {
    worker_->set_mode(TrainingWorker::Mode::pause);
}

void TrainingEngine::advance(Advance by) {
    worker_->set_mode(by == Advance::step ? TrainingWorker::Mode::step : TrainingWorker::Mode::epoch);
}

void TrainingEngine::reset() {
    if (run_) start(*run_);
}

void TrainingEngine::set_rate(double rate) {
    if (nn::is_learning_rate(rate)) worker_->set_rate(rate);
}

void TrainingEngine::cancel() {
    worker_->cancel();
}

void TrainingEngine::clear() {
    run_.reset();
    worker_->clear(next_run());
}

void TrainingEngine::update() {
    worker_->copy_to(results_);
}

bool TrainingEngine::finished() const {
    return worker_->has_news(results_);
}

bool TrainingEngine::busy() const {
    return worker_->busy();
}

}  // namespace convscope
