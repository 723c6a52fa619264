// Trains on a thread of its own and publishes what happens, so that a window can watch, pause and go step by step
// without waiting. Must not include documents or drawing.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/nn/model/model.h"
#include "core/nn/train/dataset.h"
#include "core/nn/train/trainer.h"
#include "core/nn/train/watch/step_record.h"
#include "core/nn/train/watch/timeline.h"

namespace convscope {

/// All that determines a training. The test examples are evaluated after every epoch, or only after the last one if
/// they are more than the examples of an epoch.
struct TrainingRun {
    std::shared_ptr<const nn::Model> start;   ///< with the weights before training
    std::shared_ptr<const nn::Dataset> data;  ///< training and validation examples
    std::shared_ptr<const nn::Dataset> test;  ///< see below; may be null
    nn::TrainingOptions options;
};

/// idle: no run. starting: the run's memory is being set up. paused: waits for play() or advance(). running. finished:
/// all epochs, an early stop, or cancel(). failed: see TrainingResults::problem; the snapshots so far are kept.
enum class EngineState : std::uint8_t { idle, starting, paused, running, finished, failed };

/// A copy of what was published last. It changes only in TrainingEngine::update().
struct TrainingResults {
    EngineState state = EngineState::idle;
    std::string problem;         ///< one sentence; empty unless failed
    std::uint64_t run = 0;       ///< grows with every start() and reset(), and differs between engines
    std::uint64_t revision = 0;  ///< grows with every change of the view
    std::int64_t step = 0;       ///< the number of steps taken, over all epochs
    std::int64_t steps_per_epoch = 0, total_steps = 0;
    int epoch = 1;                 ///< the current one
    double rate = 0;               ///< the current learning rate
    double images_per_second = 0;  ///< of the current epoch
    double seconds_left = 0;       ///< at the current speed
    nn::Snapshots snapshots;       ///< the first is the untrained model
    nn::Curves curves;
    std::vector<nn::LayerSizes> sizes;           ///< of the last step for which they were computed
    std::int64_t sizes_step = 0;                 ///< that step
    std::shared_ptr<const nn::StepRecord> lens;  ///< the last step with detail; null before the first
    /// The last steps with detail, in ascending order, as many as kMaxLensBytes allow; the last is `lens`.
    std::vector<std::shared_ptr<const nn::StepRecord>> lenses;
    std::vector<std::int64_t> validation_indices;  ///< numbers of examples in the data set
};

class TrainingWorker;

class TrainingEngine {
  public:
    /// `wake` is called on the worker when something was published, at most kWakesPerSecond times a second while
    /// running. It must be thread-safe.
    explicit TrainingEngine(std::function<void()> wake);
    /// Stops within one step (or one batch of an evaluation) and waits for it.
    ~TrainingEngine();
    TrainingEngine(const TrainingEngine&) = delete;
    TrainingEngine& operator=(const TrainingEngine&) = delete;

    static constexpr double kWakesPerSecond = 30;
    /// At most at this speed every step has its detail in TrainingResults::lens.
    static constexpr double kLensStepsPerSecond = 4;
    static constexpr double kMaxLensBytes = 128e6;

    /// Ends the run before it and starts a new one, paused before its first step. Errors become
    /// TrainingResults::problem.
    void start(TrainingRun run);
    /// Shows a run that ended earlier as if it had just ended. `snapshots` must not be empty.
    void show_ended(TrainingRun run, nn::Curves curves, nn::Snapshots snapshots);
    /// Trains on at this speed, or at full speed for 0.
    void play(double steps_per_second = 0);
    void pause();
    /// Takes one step, with its detail in TrainingResults::lens, or the steps until the end of the epoch; then pauses.
    enum class Advance : std::uint8_t { step, epoch };
    void advance(Advance by);
    /// The run again from its beginning, paused.
    void reset();
    /// Changes the learning rate of the following steps; ignores rates that set_rate() of the trainer refuses.
    void set_rate(double rate);
    /// Ends training for good; the snapshots are kept.
    void cancel();
    /// Ends the run and drops everything: the view is idle.
    void clear();

    /// Takes over what was published. Call it once per frame.
    void update();
    const TrainingResults& results() const { return results_; }
    /// True if update() would change the view.
    bool finished() const;
    /// True while the worker has something to do.
    bool busy() const;

  private:
    TrainingResults results_;
    std::optional<TrainingRun> run_;
    std::unique_ptr<TrainingWorker> worker_;
};

}  // namespace convscope
