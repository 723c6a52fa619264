// One background computation at a time, with progress, which its owner can stop. LatestJob and CachedJob are built on
// it. Must not include documents or drawing: a job works on values of the engine.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>

#include "app/jobs/job_queue.h"

namespace convscope {

/// `Result` is movable. Call all members on one thread.
template <class Result>
class RunningJob {
  public:
    using Clock = std::chrono::steady_clock;
    /// Computes the result on the worker. It calls its argument with the finished fraction, 0 to 1, from time to time,
    /// and returns nullopt if that returns false. It may throw anything derived from std::exception.
    using Work = std::function<std::optional<Result>(const std::function<bool(double)>& keep_going)>;
    /// Called by update() unless the work was stopped: with the result and the seconds that it took.
    using Done = std::function<void(std::optional<Result> result, double seconds)>;
    using Failed = std::function<void(const std::string& message)>;

    /// For `wake` see JobQueue.
    explicit RunningJob(std::function<void()> wake) : jobs_(std::move(wake)) {}
    ~RunningJob() { stop(); }
    RunningJob(const RunningJob&) = delete;
    RunningJob& operator=(const RunningJob&) = delete;

    /// Starts the work. Work that is running is stopped first.
    void start(Work work, Done done, Failed failed) {
        stop();
        running_ = std::make_shared<Running>();
        const auto compute = [work = std::move(work), running = running_](const std::stop_token& stop) {
            Timed timed;
            timed.result = work([&](double fraction) {
                running->progress = fraction;
                return !running->stopped && !stop.stop_requested();
            });
            timed.seconds = std::chrono::duration<double>(running->age()).count();
            return timed;
        };
        jobs_.submit(
            compute,
            [this, running = running_, done = std::move(done)](Timed timed) {
                if (!ends(running)) return;
                done(std::move(timed.result), timed.seconds);
            },
            [this, running = running_, failed = std::move(failed)](const std::string& message) {
                if (ends(running)) failed(message);
            });
    }
    /// Stops the running work; its result is dropped.
    void stop() {
        if (!running_) return;
        running_->stopped = true;
        running_.reset();
        jobs_.clear();
    }
    /// Runs `clear` on the worker, after stopped work has ended there.
    void submit_clear(std::function<void()> clear) {
        jobs_.submit([clear = std::move(clear)] { return clear(), true; }, [](bool) {}, [](const std::string&) {});
    }

    /// Delivers the result of finished work. Call it once per frame.
    void update() { jobs_.drain(); }
    /// True while work is running whose result will be delivered.
    bool busy() const { return running_ != nullptr; }
    bool finished() const { return jobs_.finished(); }
    /// The finished fraction of the running work, 0 to 1; 1 without one.
    double progress() const { return running_ ? running_->progress.load() : 1; }
    /// The time since the running work was started; 0 without one.
    Clock::duration age() const { return running_ ? running_->age() : Clock::duration{}; }

  private:
    struct Running {
        Clock::time_point started = Clock::now();
        std::atomic<double> progress = 0;
        std::atomic<bool> stopped = false;
        Clock::duration age() const { return Clock::now() - started; }
    };
    struct Timed {
        std::optional<Result> result;
        double seconds = 0;
    };

    /// Marks this work as no longer running. False if it was stopped before.
    bool ends(const std::shared_ptr<Running>& running) {
        if (running != running_) return false;
        running_.reset();
        return true;
    }

    std::shared_ptr<Running> running_;  ///< null if no computation is wanted
    JobQueue jobs_;                     // declared last: its worker must end before the members that it writes to
};

}  // namespace convscope
