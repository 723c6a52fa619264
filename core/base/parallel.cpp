#include "core/base/parallel.h"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

namespace convscope {

int core_count() {
    return tbb::this_task_arena::max_concurrency();
}

namespace detail {

void run_on_all_cores(int count, void (*task)(const void* body, int i), const void* body) {
    tbb::parallel_for(0, count, [=](int i) { task(body, i); });
}

}  // namespace detail

}  // namespace convscope
