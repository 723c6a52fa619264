// Values that begin on a cache line, so that the vectors a CPU reads and writes lie in whole ones.
#pragma once

#include <tbb/cache_aligned_allocator.h>

#include <vector>

namespace convscope::nn {

using AlignedFloats = std::vector<float, tbb::cache_aligned_allocator<float>>;

}  // namespace convscope::nn
