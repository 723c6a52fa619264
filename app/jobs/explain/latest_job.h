// Computes the result of the latest request in the background. A request replaces the one before it: its result is
// dropped if it is not ready, and kept until the next one is.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "app/jobs/job_queue.h"

namespace convscope {

/// `Request` is copyable and has ==; `Result` is movable.
template <class Request, class Result>
class LatestJob {
  public:
    /// Runs on the worker. Calls the second argument with the finished fraction from time to time; if it returns false,
    /// gives up and returns nullopt. May throw; problem() is then the message.
    using Compute = std::function<std::optional<Result>(const Request&, const std::function<bool(double)>&)>;

    /// For `wake` see JobQueue.
    LatestJob(std::function<void()> wake, Compute compute) : compute_(std::move(compute)), jobs_(std::move(wake)) {}
    ~LatestJob() { stop(); }
    LatestJob(const LatestJob&) = delete;
    LatestJob& operator=(const LatestJob&) = delete;

    /// Stores finished results and starts the computation of `request` if it is a new one; without a request, stops the
    /// running one. Call once per frame.
    void update(const std::optional<Request>& request) {
        jobs_.drain();
        if (!request) return stop();
        if (running_) {
            // Short computations are finished, so that results also come while the request changes all the time.
            if (!(*request == running_->request) && running_->age() > kMaxOutdated) stop();
            return;
        }
        if (tried_ && *request == *tried_) return;
        start(*request);
    }

    /// Stops the running computation. The same request is not started again before again().
    void cancel() {
        if (!running_) return;
        const Request request = running_->request;
        stop();
        tried_ = request;
        cancelled_ = true;
    }
    bool cancelled() const { return cancelled_; }
    /// Starts the last request again in the next update().
    void again() {
        tried_.reset();
        cancelled_ = false;
    }
    /// Drops the result and the running computation. Then runs `clear`, which drops what the computations share, on the
    /// worker.
    void forget(std::function<void()> clear = {}) {
        stop();
        ++revision_;
        if (clear)
            jobs_.submit([clear = std::move(clear)] { return clear(), true; }, [](bool) {}, [](const std::string&) {});
        tried_.reset();
        result_.reset();
        request_.reset();
        problem_.clear();
        cancelled_ = false;
    }

    /// The last finished result and its request; null before the first one.
    const Result* result() const { return result_.get(); }
    const Request* request() const { return request_ ? &*request_ : nullptr; }
    /// Changes whenever the result does.
    std::uint64_t revision() const { return revision_; }
    /// The reason why the last request has no result; empty if it has one.
    const std::string& problem() const { return problem_; }
    /// The finished fraction of the running computation, 0..1.
    double progress() const { return running_ ? running_->progress.load() : 1; }
    bool busy() const { return running_ != nullptr; }
    /// True if the running computation has taken so long that a user wonders.
    bool is_long() const { return running_ && running_->age() > kLong; }
    bool finished() const { return jobs_.finished(); }

  private:
    static constexpr std::chrono::milliseconds kMaxOutdated{250}, kLong{300};
    using Clock = std::chrono::steady_clock;

    struct Running {
        Request request;
        Clock::time_point started = Clock::now();
        std::atomic<double> progress = 0;
        std::atomic<bool> stopped = false;
        explicit Running(Request r) : request(std::move(r)) {}
        Clock::duration age() const { return Clock::now() - started; }
    };

    void start(const Request& request) {
        running_ = std::make_shared<Running>(request);
        tried_ = request;
        cancelled_ = false;
        const auto run = [compute = compute_, running = running_] {
            return compute(running->request, [&running](double fraction) {
                running->progress = fraction;
                return !running->stopped;
            });
        };
        const auto accept = [this, running = running_](std::optional<Result> result) {
            if (running != running_) return;
            running_.reset();
            if (!result) return;
            ++revision_;
            result_ = std::make_unique<Result>(std::move(*result));
            request_ = running->request;
            problem_.clear();
        };
        const auto fail = [this, running = running_](const std::string& message) {
            if (running != running_) return;
            running_.reset();
            ++revision_;
            result_.reset();
            request_.reset();
            problem_ = message;
        };
        jobs_.submit(run, accept, fail);
    }

    void stop() {
        if (!running_) return;
        running_->stopped = true;
        running_.reset();
        tried_.reset();
        jobs_.clear();
    }

    Compute compute_;
    std::shared_ptr<Running> running_;  ///< null if no computation is wanted
    std::optional<Request> tried_;      ///< the last request that was started
    std::optional<Request> request_;    ///< of the result
    std::unique_ptr<Result> result_;
    std::string problem_;
    bool cancelled_ = false;
    std::uint64_t revision_ = 0;
    JobQueue jobs_;  // declared last: its worker must end before the members that it writes to
};

}  // namespace convscope
