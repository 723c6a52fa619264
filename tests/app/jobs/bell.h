// A bell with which a test waits for an event on another thread. The test fails after 5 minutes, which is longer than
// any working program needs.
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
    /// Returns a function that rings the bell, for use as a `wake` callback.
    std::function<void()> ringer() {
        return [this] { ring(); };
    }
    /// Waits until it has rung `rings` times since its construction.
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
