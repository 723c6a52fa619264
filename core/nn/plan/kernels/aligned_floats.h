// Floats that begin on a cache line, so that no aligned vector lies in two cache lines.
#pragma once

#include <tbb/cache_aligned_allocator.h>

#include <vector>

namespace convscope::nn {

using AlignedFloats = std::vector<float, tbb::cache_aligned_allocator<float>>;

}  // namespace convscope::nn
