#include <cstddef>

#include "tests/fuzz/document_readers.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    convscope::read_lesson_text({data, size});
    return 0;
}
