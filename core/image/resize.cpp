#include "core/image/resize.h"

#include <new>
#include <vector>

// Newer distributions have version 2 of the library instead of version 1.
#if __has_include(<stb_image_resize2.h>)
#include <stb_image_resize2.h>
#else
#include <stb_image_resize.h>
#endif

namespace convscope {

namespace {

bool resize(const float* from, Size old_size, float* to, Size new_size, bool smaller) {
    const stbir_filter filter = smaller ? STBIR_FILTER_BOX : STBIR_FILTER_TRIANGLE;
#if __has_include(<stb_image_resize2.h>)
    return stbir_resize(from, old_size.cols, old_size.rows, 0, to, new_size.cols, new_size.rows, 0, STBIR_1CHANNEL,
                        STBIR_TYPE_FLOAT, STBIR_EDGE_CLAMP, filter) != nullptr;
#else
    return stbir_resize_float_generic(from, old_size.cols, old_size.rows, 0, to, new_size.cols, new_size.rows, 0, 1,
                                      STBIR_ALPHA_CHANNEL_NONE, 0, STBIR_EDGE_CLAMP, filter, STBIR_COLORSPACE_LINEAR,
                                      nullptr) != 0;
#endif
}

}  // namespace

Plane resized(const Plane& plane, Size size) {
    std::vector<float> from(plane.floats().begin(), plane.floats().end());
    if (plane.is_bytes()) from.assign(plane.bytes().begin(), plane.bytes().end());
    if (size == plane.size()) return Plane(size, std::move(from));
    std::vector<float> to(static_cast<std::size_t>(size.area()));
    const bool smaller = size.area() < plane.size().area();
    if (!resize(from.data(), plane.size(), to.data(), size, smaller)) throw std::bad_alloc();
    return Plane(size, std::move(to));
}

}  // namespace convscope
