#include "app/platform/quit_signals.h"

#include <pthread.h>

#include <csignal>
#include <initializer_list>
#include <utility>

namespace convscope {

namespace {

/// The signal that ends the watching thread. Nothing else sends it.
constexpr int kEnd = SIGUSR2;

sigset_t signal_set(std::initializer_list<int> signals) {
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : signals) sigaddset(&set, signal);
    return set;
}

}  // namespace

QuitSignals::QuitSignals() {
    const sigset_t set = signal_set({SIGTERM, SIGINT, SIGHUP, kEnd});
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

void QuitSignals::watch(std::function<void()> quit) {
    watcher_ = std::thread([quit = std::move(quit)] {
        const sigset_t all = signal_set({SIGTERM, SIGINT, SIGHUP, kEnd});
        int signal = 0;
        if (sigwait(&all, &signal) != 0 || signal == kEnd) return;
        quit();
        const sigset_t deadly = signal_set({SIGTERM, SIGINT, SIGHUP});
        pthread_sigmask(SIG_UNBLOCK, &deadly, nullptr);
        const sigset_t end = signal_set({kEnd});
        sigwait(&end, &signal);
    });
}

QuitSignals::~QuitSignals() {
    if (!watcher_.joinable()) return;
    pthread_kill(watcher_.native_handle(), kEnd);
    watcher_.join();
}

}  // namespace convscope
