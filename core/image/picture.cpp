#include "core/image/picture.h"

#include <cassert>
#include <cstddef>
#include <utility>

#include "core/base/parallel.h"

namespace convscope {

namespace {

std::uint8_t luma(std::uint8_t red, std::uint8_t green, std::uint8_t blue) {
    return static_cast<std::uint8_t>((299U * red + 587U * green + 114U * blue + 500U) / 1000U);
}

float luma(float red, float green, float blue) {
    return 0.299F * red + 0.587F * green + 0.114F * blue;
}

template <typename T>
Plane luma_plane(Size size, std::span<const T> red, std::span<const T> green, std::span<const T> blue) {
    std::vector<T> grey(red.size());
    const auto cols = static_cast<std::size_t>(size.cols);
    parallel_for(size.rows, [&](int row) {
        // Plain pointers: the compiler vectorises this loop only if it can exclude aliasing.
        const std::size_t start = static_cast<std::size_t>(row) * cols;
        const T* __restrict r = red.data() + start;
        const T* __restrict g = green.data() + start;
        const T* __restrict b = blue.data() + start;
        T* __restrict out = grey.data() + start;
        for (std::size_t c = 0; c < cols; ++c) out[c] = luma(r[c], g[c], b[c]);
    });
    return Plane(size, std::move(grey));
}

}  // namespace

std::size_t Picture::bytes() const {
    std::size_t sum = 0;
    for (const Plane& plane : planes) sum += plane.bytes().size_bytes() + plane.floats().size_bytes();
    return sum;
}

bool Picture::same_storage(const Picture& other) const {
    return std::ranges::equal(planes, other.planes, [](const Plane& a, const Plane& b) { return a.same_storage(b); });
}

Plane channel_plane(const Picture& picture, Channel channel) {
    assert(picture.planes.size() == 1 || picture.planes.size() == 3);
    if (picture.is_grey()) return picture.planes.front();
    const Plane& red = picture.planes[0];
    const Plane& green = picture.planes[1];
    const Plane& blue = picture.planes[2];
    switch (channel) {
        case Channel::red:
            return red;
        case Channel::green:
            return green;
        case Channel::blue:
            return blue;
        case Channel::grey:
            break;
    }
    if (red.is_bytes()) return luma_plane(picture.size(), red.bytes(), green.bytes(), blue.bytes());
    return luma_plane(picture.size(), red.floats(), green.floats(), blue.floats());
}

}  // namespace convscope
