// Parallel loops: the one place where the engine uses its thread library.
#pragma once

#ifndef __has_feature
#define __has_feature(feature) 0  // GCC defines __SANITIZE_THREAD__ instead
#endif
#if defined(__SANITIZE_THREAD__) || __has_feature(thread_sanitizer)
#define CONVSCOPE_THREAD_SANITIZER 1
#include <atomic>
#else
#define CONVSCOPE_THREAD_SANITIZER 0
#endif

namespace convscope {

/// The number of cores that parallel_for() uses; at least 1.
int core_count();

namespace detail {

// The thread sanitizer cannot see how the thread library orders memory between the caller and its helpers. With it, an
// atomic that both sides use shows it the order; its value means nothing. Other builds need no atomic.
#if CONVSCOPE_THREAD_SANITIZER
inline std::atomic<unsigned> parallel_gate{0};
inline void publish_memory() {
    parallel_gate.fetch_add(1, std::memory_order_release);
}
inline void observe_memory() {
    static_cast<void>(parallel_gate.load(std::memory_order_acquire));
}
#else
inline void publish_memory() {}
inline void observe_memory() {}
#endif

/// Calls task(body, i) for every i in 0..count-1.
void run_on_all_cores(int count, void (*task)(const void* body, int i), const void* body);

}  // namespace detail

/// Calls body(i) once for every i in 0..count-1, on any thread and in any order, and returns when all calls have.
/// Throws the first exception of a call again.
template <class Body>
void parallel_for(int count, const Body& body) {
    detail::publish_memory();
    const auto task = [](const void* erased, int i) {
        detail::observe_memory();
        (*static_cast<const Body*>(erased))(i);
        detail::publish_memory();
    };
    detail::run_on_all_cores(count, task, &body);
    detail::observe_memory();
}

}  // namespace convscope
