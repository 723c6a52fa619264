// Background work on one worker thread. A job owns a snapshot of its input; its result is delivered on the caller's
// thread by drain(), once per frame. Must not include documents, windows or drawing: tests and engines use it.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <new>
#include <stop_token>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>

#include "core/base/free_memory.h"
#include "core/base/text/translation.h"

namespace convscope {

class JobQueue {
  public:
    /// `wake` is called on the worker when a result is ready, to end the caller's wait for events. It must be
    /// thread-safe.
    explicit JobQueue(std::function<void()> wake);
    /// Asks the running job to stop and waits for it. Drops jobs that have not started and results that were not
    /// drained.
    ~JobQueue();
    JobQueue(const JobQueue&) = delete;
    JobQueue& operator=(const JobQueue&) = delete;

    /// Runs `work` on the worker. drain() then calls `done` with its result, or `failed` with the message of the
    /// std::exception that `work` threw. `work` may take a std::stop_token; a stop is requested when the queue is
    /// destroyed. `subject` names what the job works on, for current().
    template <class Work, class Done>
    void submit(Work work, Done done, std::function<void(const std::string&)> failed, std::string subject = {}) {
        submit_erased({[work = std::move(work), done = std::move(done),
                        failed = std::move(failed)](const std::stop_token& stop) mutable {
                           const auto compute = [&] {
                               if constexpr (std::is_invocable_v<Work&, const std::stop_token&>)
                                   return work(stop);
                               else
                                   return work();
                           };
                           return outcome(compute, done, failed);
                       },
                       std::move(subject)});
    }

    /// Delivers every finished result, on the caller's thread, in order of submission.
    void drain();
    /// Drops the jobs that have not started yet.
    void clear();
    /// True if a result waits for drain().
    bool finished() const;
    /// The subject of the job that is running or about to run; empty if there is none.
    std::string current() const;
    /// The number of jobs that were submitted and whose results were not yet drained.
    std::size_t pending() const;

  private:
    using Delivery = std::function<void()>;
    struct Job {
        std::function<Delivery(const std::stop_token&)> run;
        std::string subject;
    };

    template <class Work, class Done>
    static Delivery outcome(const Work& work, Done& done, std::function<void(const std::string&)>& failed) {
        try {
            // std::function must be copyable, but results may be move-only.
            auto result = std::make_shared<decltype(work())>(work());
            return [result, done = std::move(done)]() mutable { done(std::move(*result)); };
        } catch (const MemoryError& error) {
            return [message = std::string(error.what()), failed = std::move(failed)] { failed(message); };
        } catch (const std::bad_alloc&) {
            return [failed = std::move(failed)] {
                failed(tr("There is not enough memory for this. Use a smaller picture."));
            };
        } catch (const std::exception& error) {
            return [message = std::string(error.what()), failed = std::move(failed)] { failed(message); };
        }
    }

    void submit_erased(Job job);
    void work(const std::stop_token& stop);

    std::function<void()> wake_;
    mutable std::mutex mutex_;
    std::condition_variable_any arrived_;
    std::deque<Job> waiting_;
    std::deque<Delivery> finished_;
    bool running_ = false;
    std::string subject_;  ///< of the running job
    std::jthread worker_;  // declared last: starts after the members above, ends before they are destroyed
};

}  // namespace convscope
