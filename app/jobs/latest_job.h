// Computes the result of the latest request in the background. A new request replaces the previous one: an unfinished
// result is dropped, a finished one is kept until the next is ready.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "app/jobs/running_job.h"

namespace convscope {

/// `Request` is copyable and has ==; `Result` is movable.
template <class Request, class Result>
class LatestJob {
  public:
    /// Runs on the worker. It calls its second argument with the finished fraction from time to time and returns
    /// nullopt if that returns false. It may throw; problem() is then the message.
    using Compute = std::function<std::optional<Result>(const Request&, const std::function<bool(double)>&)>;

    /// For `wake` see JobQueue.
    LatestJob(std::function<void()> wake, Compute compute) : compute_(std::move(compute)), job_(std::move(wake)) {}

    /// Stores finished results and starts the computation of `request` if it is a new one; without a request, stops the
    /// running one. Call once per frame.
    void update(const std::optional<Request>& request) {
        job_.update();
        if (!request) return stop();
        if (busy()) {
            // Short computations are finished, so that results also come while the request changes all the time.
            if (!(*request == *tried_) && job_.age() > kMaxOutdated) stop();
            return;
        }
        if (tried_ && *request == *tried_) return;
        start(*request);
    }

    /// Stops the running computation. The same request is not started again before again().
    void cancel() {
        if (!busy()) return;
        job_.stop();
        cancelled_ = true;
    }
    bool cancelled() const { return cancelled_; }
    /// Starts the last request again in the next update().
    void again() {
        if (!busy()) tried_.reset();
        cancelled_ = false;
    }
    /// Drops the result and the running computation. Then runs `clear`, which drops what the computations share, on the
    /// worker.
    void forget(std::function<void()> clear = {}) {
        stop();
        ++revision_;
        if (clear) job_.submit_clear(std::move(clear));
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
    /// The reason why the last request has no result; empty if there is no problem.
    const std::string& problem() const { return problem_; }
    /// The finished fraction of the running computation, 0..1.
    double progress() const { return job_.progress(); }
    bool busy() const { return job_.busy(); }
    /// True if the running computation takes so long that its progress should be shown.
    bool is_long() const { return job_.age() > kLong; }
    bool finished() const { return job_.finished(); }

  private:
    static constexpr std::chrono::milliseconds kMaxOutdated{250}, kLong{300};

    void start(const Request& request) {
        tried_ = request;
        cancelled_ = false;
        const auto work = [compute = compute_, request](const std::function<bool(double)>& keep_going) {
            return compute(request, keep_going);
        };
        const auto accept = [this, request](std::optional<Result> result, double) {
            if (!result) return;
            ++revision_;
            result_ = std::make_unique<Result>(std::move(*result));
            request_ = request;
            problem_.clear();
        };
        const auto fail = [this](const std::string& message) {
            ++revision_;
            result_.reset();
            request_.reset();
            problem_ = message;
        };
        job_.start(work, accept, fail);
    }

    void stop() {
        if (!busy()) return;
        job_.stop();
        tried_.reset();
    }

    Compute compute_;
    std::optional<Request> tried_;    ///< the last request that was started
    std::optional<Request> request_;  ///< of the result
    std::unique_ptr<Result> result_;
    std::string problem_;
    bool cancelled_ = false;
    std::uint64_t revision_ = 0;
    RunningJob<Result> job_;  // declared last: its worker must end before the members that it writes to
};

}  // namespace convscope
