#include "app/jobs/training/training_engine.h"

#include <utility>

#include "app/jobs/training/training_worker.h"

namespace convscope {

TrainingEngine::TrainingEngine(std::function<void()> wake)
    : worker_(std::make_unique<TrainingWorker>(std::move(wake))) {}

TrainingEngine::~TrainingEngine() = default;

void TrainingEngine::start(TrainingRun run) {
    run_ = run;
    worker_->start(std::move(run), ++runs_);
}

void TrainingEngine::show_ended(TrainingRun run, nn::Curves curves, std::shared_ptr<const nn::Model> model) {
    run_ = run;
    worker_->start(std::move(run), ++runs_, TrainingWorker::Ended{std::move(curves), std::move(model)});
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
    worker_->clear(++runs_);
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
