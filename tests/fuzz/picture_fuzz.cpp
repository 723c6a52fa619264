#include <cstddef>

#include "tests/fuzz/png_checksums.h"
#include "tests/fuzz/readers.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    convscope::read_picture(convscope::with_png_checksums({data, size}));
    return 0;
}
