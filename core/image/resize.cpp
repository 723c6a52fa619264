#include "core/image/resize.h"

#include <new>
#include <vector>

// Debian 13 has the headers of both versions, but its library contains only version 1. Both define stbir_resize(), with
// different parameters, so a call of version 2 links there but crashes.
#if __has_include(<stb_image_resize.h>)
#include <stb_image_resize.h>
#define CONVSCOPE_STB_RESIZE_1
#else
#include <stb_image_resize2.h>
#endif

namespace convscope {

namespace {

bool resize(const float* from, Size old_size, float* to, Size new_size, bool smaller) {
    const stbir_filter filter = smaller ? STBIR_FILTER_BOX : STBIR_FILTER_TRIANGLE;
#ifdef CONVSCOPE_STB_RESIZE_1
    return stbir_resize_float_generic(from, old_size.cols, old_size.rows, 0, to, new_size.cols, new_size.rows, 0, 1,
                                      STBIR_ALPHA_CHANNEL_NONE, 0, STBIR_EDGE_CLAMP, filter, STBIR_COLORSPACE_LINEAR,
                                      nullptr) != 0;
#else
    return stbir_resize(from, old_size.cols, old_size.rows, 0, to, new_size.cols, new_size.rows, 0, STBIR_1CHANNEL,
                        STBIR_TYPE_FLOAT, STBIR_EDGE_CLAMP, filter) != nullptr;
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
