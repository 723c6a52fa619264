// Runs one kind of background work on request and keeps its last results, so that asking again for one is instant.
// Must not include documents or drawing: a job works on values of the engine.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/jobs/running_job.h"

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
    using Work = typename RunningJob<Result>::Work;

    /// Keeps the last `limit` results. For `wake` see JobQueue.
    CachedJob(std::function<void()> wake, std::size_t limit) : limit_(limit), job_(std::move(wake)) {}

    /// Starts the work unless its result is known, it is running, or the user has stopped it. Work for another key is
    /// ended and its result dropped.
    void request(const Key& key, Work work) {
        if (!wants(key)) return;
        stopped_.reset();
        running_ = key;
        const auto done = [this, key](std::optional<Result> result, double seconds) {
            running_.reset();
            if (result)
                store({.key = key,
                       .result = std::make_shared<const Result>(std::move(*result)),
                       .problem = {},
                       .seconds = seconds});
        };
        const auto failed = [this, key](const std::string& message) {
            running_.reset();
            store({.key = key, .result = nullptr, .problem = message});
        };
        job_.start(std::move(work), done, failed);
    }
    /// True if request() would start work for this key.
    bool wants(const Key& key) const {
        return find(key) == nullptr && !(stopped_ && *stopped_ == key) && !(running_ && *running_ == key);
    }
    /// Ends the running work on behalf of the user: requests for its key do nothing until allow() is called.
    void stop() {
        stopped_ = running_;
        running_.reset();
        job_.stop();
    }
    /// True if the user has stopped the work for this key.
    bool is_stopped(const Key& key) const { return stopped_ && *stopped_ == key; }
    void allow() { stopped_.reset(); }

    /// Stores the results of finished work. Call it once per frame.
    void update() { job_.update(); }
    /// True while work is running whose result will be stored.
    bool busy() const { return job_.busy(); }
    bool finished() const { return job_.finished(); }
    /// The finished fraction of the running work, 0 to 1.
    double progress() const { return job_.progress(); }
    /// The result for the key; null if it is not known. Valid until the next update() or request().
    const Known* find(const Key& key) const {
        for (const Known& known : known_)
            if (known.key == key) return &known;
        return nullptr;
    }
    /// The results, oldest first.
    const std::vector<Known>& known() const { return known_; }

  private:
    void store(Known known) {
        if (known_.size() == limit_) known_.erase(known_.begin());
        known_.push_back(std::move(known));
    }

    std::size_t limit_;
    std::vector<Known> known_;
    std::optional<Key> running_, stopped_;
    RunningJob<Result> job_;  // declared last: its worker must end before the members that it writes to
};

}  // namespace convscope
