// Benchmarks of training: one epoch on drawn shapes, ten examples a class with augmentation, and the cost of watching:
// the training engine at full speed, with snapshots and curves, against the plain trainer.
#include <benchmark/benchmark.h>

#include <condition_variable>
#include <memory>
#include <mutex>

#include "app/jobs/training/training_engine.h"
#include "core/nn/train/build/build_network.h"
#include "core/nn/train/drawn/drawn_set.h"
#include "core/nn/train/trainer.h"

namespace convscope::bench {

namespace {

TrainingRun run_on(nn::DrawnSet set, std::int64_t examples, const nn::NetworkSettings& settings,
                   const nn::TrainingOptions& options) {
    const auto classes = static_cast<std::int64_t>(nn::drawn_class_names(set).size());
    return {.start = std::make_shared<const nn::Model>(
                nn::build_network(settings, {.classes = classes}, nn::WeightStart::glorot, 1)),
            .data = std::make_shared<const nn::Dataset>(nn::drawn_dataset(set, examples, 1)),
            .test = nullptr,
            .options = options};
}

void train(const TrainingRun& run) {
    nn::Trainer trainer(*run.start, run.data, run.options);
    while (trainer.step()) {
    }
    benchmark::DoNotOptimize(trainer.progress().loss);
}

void run_shapes(benchmark::State& state) {
    const TrainingRun run = run_on(nn::DrawnSet::shapes, 2000, {.filters = 16}, {.epochs = 1});
    for (auto _ : state) train(run);
}

/// Twenty epochs on ten examples of each of ten classes.
void run_own10(benchmark::State& state) {
    const TrainingRun run =
        run_on(nn::DrawnSet::garments, 100, {.filters = 16}, {.epochs = 20, .augmentation = nn::Augmentation::drawing});
    for (auto _ : state) train(run);
}

/// Three epochs of the course's network on 2000 garments. The first 64 steps cost most, since each is kept.
TrainingRun watched_run() {
    return run_on(nn::DrawnSet::garments, 2000, {}, {.epochs = 3});
}

void run_unwatched(benchmark::State& state) {
    const TrainingRun run = watched_run();
    for (auto _ : state) train(run);
}

/// The engine with that run; a window would do as the loop below, frame by frame.
void run_watched(benchmark::State& state) {
    const TrainingRun run = watched_run();
    std::mutex mutex;
    std::condition_variable published;
    TrainingEngine engine([&] {
        const std::lock_guard lock(mutex);
        published.notify_all();
    });
    for (auto _ : state) {
        engine.start(run);
        engine.play();
        engine.update();
        std::unique_lock lock(mutex);
        while (engine.results().state != EngineState::finished) {
            published.wait(lock, [&] { return engine.finished(); });
            engine.update();
        }
    }
}

template <class Run>
void register_training(const std::string& name, Run run) {
    // Wall-clock time, because all cores work.
    benchmark::RegisterBenchmark(name.c_str(), run)->Unit(benchmark::kMillisecond)->UseRealTime();
}

const bool training_registered = [] {
    register_training("train/shapes", run_shapes);
    register_training("train/own10", run_own10);
    register_training("watch/overhead/plain", run_unwatched);
    register_training("watch/overhead/engine", run_watched);
    return true;
}();

}  // namespace

}  // namespace convscope::bench
