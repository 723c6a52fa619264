// The system's requests to end the program (SIGTERM, SIGINT, SIGHUP), so that it can save its work first.
#pragma once

#include <functional>
#include <thread>

namespace convscope {

class QuitSignals {
  public:
    /// Blocks the signals in this thread and in the threads that it starts later. Create it before any other thread.
    QuitSignals();
    ~QuitSignals();
    QuitSignals(const QuitSignals&) = delete;
    QuitSignals& operator=(const QuitSignals&) = delete;

    /// From now on the first signal calls `quit`, which must be thread-safe, on a separate thread. A second signal ends
    /// the program at once. Call it once.
    void watch(std::function<void()> quit);

  private:
    std::thread watcher_;
};

}  // namespace convscope
