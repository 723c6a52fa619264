// Waiting for what happens on another thread, without a clock: whoever waits is woken, or the test fails after a time
// that no working program needs.
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>

namespace convscope {

/// Counts rings; any thread may ring.
class Bell {
  public:
    void ring() {
        {
            const std::lock_guard lock(mutex_);
            ++rings_;
        }
        rung_.notify_all();
    }
    /// A function that rings, for whoever wants a wake-up call.
    std::function<void()> ringer() {
        return [this] { ring(); };
    }
    /// Waits until it has rung that often since it was made.
    void wait(int rings = 1) {
        std::unique_lock lock(mutex_);
        REQUIRE(rung_.wait_for(lock, std::chrono::minutes(5), [&] { return rings_ >= rings; }));
    }

  private:
    std::mutex mutex_;
    std::condition_variable rung_;
    int rings_ = 0;
};

}  // namespace convscope
