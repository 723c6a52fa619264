// Runs one kind of background work on request and keeps its last results, so that asking again for one is instant.
// Must not include documents or drawing: a job works on values of the engine.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/jobs/job_queue.h"

namespace convscope {

/// `Key` identifies a request and must be comparable; equal keys give equal results.
template <class Key, class Result>
class CachedJob {
  public:
    struct Known {
        Key key;
        std::shared_ptr<const Result> result;  ///< null if there is a problem
        std::string problem;                   ///< the reason why there is no result
        double seconds = 0;                    ///< the time that the work took
    };
    /// Computes the result. It calls its argument with the finished fraction, 0 to 1, and returns nullopt if that
    /// returns false. It may throw anything derived from std::exception.
    using Work = std::function<std::optional<Result>(const std::function<bool(double)>& keep_going)>;

    /// Keeps the last `limit` results. For `wake` see JobQueue.
    CachedJob(std::function<void()> wake, std::size_t limit) : limit_(limit), jobs_(std::move(wake)) {}
    ~CachedJob() { progress_->stopped = true; }
    CachedJob(const CachedJob&) = delete;
    CachedJob& operator=(const CachedJob&) = delete;

    /// Starts the work unless its result is known, it is running, or the user has stopped it. Work for another key is
    /// ended and its result dropped.
    void request(const Key& key, Work work) {
        if (!wants(key)) return;
        drop_running();
        stopped_.reset();
        running_ = key;
        const auto progress = progress_ = std::make_shared<Progress>();
        const auto compute = [work = std::move(work), progress](const std::stop_token& stop) {
            const auto keep_going = [&](double fraction) {
                progress->fraction = fraction;
                return !progress->stopped && !stop.stop_requested();
            };
            return run_timed(work, keep_going);
        };
        jobs_.submit(
            compute, [this, key, progress](Timed timed) { store(key, *progress, std::move(timed), {}); },
            [this, key, progress](const std::string& message) { store(key, *progress, {}, message); });
    }
    /// True if request() would start work for this key.
    bool wants(const Key& key) const {
        return find(key) == nullptr && !(stopped_ && *stopped_ == key) && !(running_ && *running_ == key);
    }
    /// Ends the running work on behalf of the user: requests for its key do nothing until allow() is called.
    void stop() {
        stopped_ = running_;
        drop_running();
    }
    /// True if the user has stopped the work for this key.
    bool is_stopped(const Key& key) const { return stopped_ && *stopped_ == key; }
    void allow() { stopped_.reset(); }

    /// Stores the results of finished work. Call it once per frame.
    void update() { jobs_.drain(); }
    /// True while work is running whose result will be stored.
    bool busy() const { return running_.has_value(); }
    bool finished() const { return jobs_.finished(); }
    /// The finished part of the running work, 0 to 1.
    double progress() const { return progress_->fraction; }
    /// The result for the key; null if it is not known. Valid until the next update() or request().
    const Known* find(const Key& key) const {
        for (const Known& known : known_)
            if (known.key == key) return &known;
        return nullptr;
    }
    /// The results, oldest first.
    const std::vector<Known>& known() const { return known_; }

  private:
    struct Progress {
        std::atomic<double> fraction = 0;
        std::atomic<bool> stopped = false;
    };
    struct Timed {
        std::optional<Result> result;
        double seconds = 0;
    };
    static Timed run_timed(const Work& work, const std::function<bool(double)>& keep_going) {
        const auto start = std::chrono::steady_clock::now();
        Timed timed;
        timed.result = work(keep_going);
        timed.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        return timed;
    }

    void drop_running() {
        progress_->stopped = true;
        running_.reset();
        jobs_.clear();
    }
    void store(const Key& key, const Progress& progress, Timed timed, const std::string& problem) {
        if (progress.stopped) return;
        running_.reset();
        if (!timed.result && problem.empty()) return;
        if (known_.size() == limit_) known_.erase(known_.begin());
        Known known{.key = key, .result = nullptr, .problem = problem, .seconds = timed.seconds};
        if (timed.result) known.result = std::make_shared<const Result>(std::move(*timed.result));
        known_.push_back(std::move(known));
    }

    std::size_t limit_;
    std::vector<Known> known_;
    std::optional<Key> running_, stopped_;
    std::shared_ptr<Progress> progress_ = std::make_shared<Progress>();
    JobQueue jobs_;  // declared last: its worker must end before the members that it writes to
};

}  // namespace convscope
