#include "tests/fuzz/readers.h"

#include <cmath>
#include <stdexcept>
#include <string>

#include "core/filter/kernel.h"
#include "core/image/load.h"
#include "core/io/npy.h"
#include "core/load_error.h"

namespace convscope {

namespace {

void require(bool holds, const char* promise) {
    if (!holds) throw std::logic_error(promise);
}

template <typename Read>
bool accepted(Read read) {
    try {
        read();
        return true;
    } catch (const LoadError& error) {
        const std::string sentence = error.what();
        require(sentence.find('\n') == std::string::npos && sentence.back() == '.', "an error is one sentence");
        require(!error.fault().empty() && !error.remedy().empty(), "an error says what is wrong and what would work");
        return false;
    }
}

}  // namespace

bool read_picture(std::span<const std::uint8_t> bytes) {
    return accepted([&] {
        const Picture picture = decode_picture(bytes, "input");
        require(picture.planes.size() == 1 || picture.planes.size() == 3, "a picture has one or three planes");
        require(!picture.planes.front().empty() && picture.size().area() <= kMaxPixels, "a picture has a sane size");
        for (const Plane& plane : picture.planes) {
            require(plane.size() == picture.size(), "planes are of one size");
            for (const float value : plane.floats()) require(value >= 0 && value <= 255, "values are 0 to 255");
        }
    });
}

bool read_npy(std::span<const std::uint8_t> bytes) {
    return accepted([&] {
        const NpyArray array = decode_npy(bytes, "input");
        std::int64_t count = 1;
        for (const std::int64_t length : array.shape) count *= length;
        require(count == static_cast<std::int64_t>(array.values.size()), "there are as many values as the shape says");
    });
}

bool read_kernel(std::span<const std::uint8_t> bytes) {
    return accepted([&] {
        const Kernel kernel = parse_kernel({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        require(kernel.size >= 1 && kernel.size <= kMaxKernelSize && kernel.size % 2 == 1, "a kernel has an odd size");
        for (const float value : kernel.values) require(std::isfinite(value), "kernel values are finite");
        require(parse_kernel(as_argument(kernel)) == kernel, "a kernel's text reads back as the kernel");
    });
}

}  // namespace convscope
