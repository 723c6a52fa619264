// The thread of a TrainingEngine: takes its orders, trains, and publishes views. Must not include documents or drawing.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "app/jobs/training/training_engine.h"

namespace convscope {

/// All functions may be called on any thread.
class TrainingWorker {
  public:
    enum class Mode : std::uint8_t { pause, play, step, epoch };

    explicit TrainingWorker(std::function<void()> wake);
    ~TrainingWorker();
    TrainingWorker(const TrainingWorker&) = delete;
    TrainingWorker& operator=(const TrainingWorker&) = delete;

    /// The results of a run that ended earlier.
    struct Ended {
        nn::Curves curves;
        nn::Snapshots snapshots;
    };
    /// With `ended` the run is only shown.
    void start(TrainingRun run, std::uint64_t number, std::optional<Ended> ended = {});
    void set_mode(Mode mode, double steps_per_second = 0);
    void set_rate(double rate);
    void cancel();
    void clear(std::uint64_t number);

    /// Copies what was published since the view was filled last.
    void copy_to(TrainingResults& view) const;
    bool has_news(const TrainingResults& view) const;
    bool busy() const;

  private:
    using Clock = std::chrono::steady_clock;

    /// The requests that the thread has not carried out yet. Guarded by mutex_.
    struct Orders {
        Mode mode = Mode::pause;
        double steps_per_second = 0;  ///< of Mode::play; 0: full speed
        std::int64_t steps = 0;       ///< of Mode::step
        std::optional<double> rate;
        bool cancel = false;
        bool replace = false;  ///< drop the current run and set up `run`, if there is one
        std::optional<TrainingRun> run;
        std::optional<Ended> ended;  ///< of that run
        std::uint64_t revision = 0;  ///< grows with every order
        bool is_turn = true;         ///< it is time for a step
    };

    /// The run that is being trained. Only the thread uses it.
    struct Session {
        TrainingRun run;
        std::shared_ptr<nn::Trainer> trainer;
        nn::Snapshots snapshots;
        nn::Curves news;  ///< points that are not published yet, and all changes of the rate
        std::size_t epochs = 0;
        std::shared_ptr<const std::vector<nn::LayerSizes>> sizes;
        std::int64_t sizes_step = 0;
        std::vector<std::shared_ptr<const nn::StepRecord>> lenses;
        double lens_bytes = 0;        ///< of all lenses
        Clock::time_point published;  ///< the time of the last publish(); the clock's zero before the first
        Clock::duration snapshot_cost{};
    };

    void work(const std::stop_token& stop);
    /// Waits until there is something to do, with a speed until it is time for the next step. nullopt at the end.
    std::optional<Orders> next_orders(const std::stop_token& stop);
    // These need mutex_ to be locked.
    bool has_work() const;
    bool is_urgent() const;
    Clock::time_point next_step_time() const;
    /// Ends the training and a running validation or test, which can take longer than a step.
    void interrupt();
    void replace_orders(std::optional<TrainingRun> run, std::uint64_t number, std::optional<Ended> ended = {});

    void replace_run(const Orders& orders);
    void set_up(const Orders& orders);
    void publish_ended(const Ended& ended);
    void follow(const Orders& orders);
    void take_step(const Orders& orders);
    void change_rate(double rate);
    bool is_shown(const Orders& orders) const;
    void keep_snapshot();
    void keep_lens(nn::StepRecord record);
    /// True if an epoch ended.
    bool keep_epochs(const nn::TrainingProgress& progress);
    /// False if the test examples are more than those of an epoch: to evaluate them would take longer than to train.
    bool is_test_quick() const;
    void evaluate_test(nn::EpochPoint& point) const;
    /// True if the orders are fulfilled, so that training pauses.
    bool is_fulfilled(const Orders& orders, bool has_epoch_ended);
    void publish(EngineState state, const std::string& problem = {});

    std::function<void()> wake_;
    Session session_;
    std::atomic<bool> interrupted_ = false;

    mutable std::mutex mutex_;  ///< guards the members below
    std::condition_variable_any changed_;
    Orders orders_;
    Clock::time_point last_step_ = Clock::time_point::min();
    std::shared_ptr<nn::Trainer> trainer_;  ///< the session's, to interrupt it
    TrainingResults published_;
    bool is_working_ = false;  ///< the thread follows orders
    std::jthread thread_;      // declared last: starts after the members above, ends before they are destroyed
};

}  // namespace convscope
