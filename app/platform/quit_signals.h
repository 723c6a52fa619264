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

    /// From now on the first signal calls `quit` on a thread of its own; it must be thread-safe. A second signal ends
    /// the program at once. Call it once.
    void watch(std::function<void()> quit);

  private:
    std::thread watcher_;
};

}  // namespace convscope
