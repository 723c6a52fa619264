#include <cstddef>

#include "tests/fuzz/readers.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    convscope::read_tfjs_graph({data, size});
    return 0;
}
