#include "core/image/plane.h"

#include <algorithm>
#include <cassert>
#include <new>
#include <utility>

namespace convscope {

namespace {
constexpr std::size_t kAlignment = 64;
constexpr std::size_t kFloatsPerLine = kAlignment / sizeof(float);
}  // namespace

Plane::Plane(Size size, std::vector<std::uint8_t> values) : size_(size) {
    assert(static_cast<std::int64_t>(values.size()) == size.area());
    bytes_ = std::make_shared<const std::vector<std::uint8_t>>(std::move(values));
}

Plane::Plane(Size size, std::vector<float> values) : size_(size) {
    assert(static_cast<std::int64_t>(values.size()) == size.area());
    floats_ = std::make_shared<const std::vector<float>>(std::move(values));
}

std::span<const std::uint8_t> Plane::bytes() const {
    if (!bytes_) return {};
    return *bytes_;
}

std::span<const float> Plane::floats() const {
    if (!floats_) return {};
    return *floats_;
}

float Plane::at(int row, int col) const {
    assert(row >= 0 && row < size_.rows && col >= 0 && col < size_.cols);
    const std::size_t index =
        static_cast<std::size_t>(row) * static_cast<std::size_t>(size_.cols) + static_cast<std::size_t>(col);
    return bytes_ ? static_cast<float>((*bytes_)[index]) : (*floats_)[index];
}

void FloatImage::Free::operator()(float* p) const {
    ::operator delete[](p, std::align_val_t{kAlignment});
}

void FloatImage::resize(Size size) {
    const auto cols = static_cast<std::size_t>(size.cols);
    // One cache line more than the columns need. If rows had the same length as those of the input picture, reads and
    // writes would keep the same distance modulo 4096 bytes in every row. If that distance is small, the CPU assumes
    // that reads depend on earlier writes. Measured: a 3x3 filter runs at half its speed.
    const std::size_t stride = (cols + kFloatsPerLine - 1) / kFloatsPerLine * kFloatsPerLine + kFloatsPerLine;
    const std::size_t needed = stride * static_cast<std::size_t>(size.rows);
    if (needed > capacity_) {
        data_.reset();
        capacity_ = 0;  // in case the next line throws
        data_.reset(static_cast<float*>(::operator new[](needed * sizeof(float), std::align_val_t{kAlignment})));
        capacity_ = needed;
    }
    size_ = size;
    stride_ = stride;
}

FloatImage to_float_image(const Plane& plane) {
    FloatImage image(plane.size());
    for (int r = 0; r < plane.rows(); ++r)
        for (int c = 0; c < plane.cols(); ++c) image.at(r, c) = plane.at(r, c);
    return image;
}

Plane to_plane(const FloatImage& image) {
    std::vector<float> values;
    values.reserve(static_cast<std::size_t>(image.size().area()));
    for (int r = 0; r < image.rows(); ++r) values.insert(values.end(), image.row(r), image.row(r) + image.cols());
    return Plane(image.size(), std::move(values));
}

}  // namespace convscope
