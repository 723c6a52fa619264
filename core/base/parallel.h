// Work on all cores. The one place where the engine meets its thread library; knows nothing of what the work is.
#pragma once

#include <atomic>

namespace convscope {

/// The cores that parallel_for() spreads over; at least 1.
int core_count();

namespace detail {

/// Orders memory between the caller and its helpers in terms that the thread sanitizer understands, which cannot look
/// into the thread library. Its value means nothing.
inline std::atomic<unsigned> parallel_gate{0};

/// Calls task(body, i) for every i in 0..count-1.
void run_on_all_cores(int count, void (*task)(const void* body, int i), const void* body);

}  // namespace detail

/// Calls body(i) once for every i in 0..count-1, on any thread and in any order, and returns when all calls have.
/// The first exception is thrown again here.
template <class Body>
void parallel_for(int count, const Body& body) {
    using detail::parallel_gate;
    parallel_gate.fetch_add(1, std::memory_order_release);
    const auto task = [](const void* erased, int i) {
        static_cast<void>(parallel_gate.load(std::memory_order_acquire));
        (*static_cast<const Body*>(erased))(i);
        parallel_gate.fetch_add(1, std::memory_order_release);
    };
    detail::run_on_all_cores(count, task, &body);
    static_cast<void>(parallel_gate.load(std::memory_order_acquire));
}

}  // namespace convscope
