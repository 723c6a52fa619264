#include <cstddef>

#include "tests/fuzz/readers.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    convscope::read_labels({data, size});
    return 0;
}
