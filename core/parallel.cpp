#include "core/parallel.h"

#include <tbb/parallel_for.h>

namespace convscope::detail {

void run_on_all_cores(int count, void (*task)(const void* body, int i), const void* body) {
    tbb::parallel_for(0, count, [=](int i) { task(body, i); });
}

}  // namespace convscope::detail
