// One channel of a picture, and the float image that a computation writes.
// Must not depend on files, colours or filters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/image/range.h"

namespace convscope {

struct Size {
    int rows = 0;
    int cols = 0;
    std::int64_t area() const { return std::int64_t{rows} * cols; }
    bool operator==(const Size&) const = default;
};

/// A pixel's place, counted from 0.
struct Cell {
    int row = 0, col = 0;
    bool operator==(const Cell&) const = default;
};

/// rows x cols of bytes or floats, row by row without gaps, in units of 0..255. An immutable value: copies share
/// storage.
class Plane {
  public:
    Plane() = default;
    /// Takes over `values`, which must hold size.area() elements.
    Plane(Size size, std::vector<std::uint8_t> values);
    Plane(Size size, std::vector<float> values);

    Size size() const { return size_; }
    int rows() const { return size_.rows; }
    int cols() const { return size_.cols; }
    bool empty() const { return size_.area() == 0; }
    bool is_bytes() const { return bytes_ != nullptr; }

    /// All values; bytes() is empty for a float plane and floats() for a byte plane.
    std::span<const std::uint8_t> bytes() const;
    std::span<const float> floats() const;
    /// The value at (row, col), both inside the plane.
    float at(int row, int col) const;
    /// True when both planes share the same storage.
    bool same_storage(const Plane& other) const { return bytes_ == other.bytes_ && floats_ == other.floats_; }

  private:
    Size size_;
    std::shared_ptr<const std::vector<std::uint8_t>> bytes_;
    std::shared_ptr<const std::vector<float>> floats_;
};

/// rows x cols of floats whose rows start on 64-byte boundaries, `stride` floats apart. Kept and written again by the
/// fast paths: resize() keeps the memory where it suffices and never clears it.
class FloatImage {
  public:
    FloatImage() = default;
    explicit FloatImage(Size size) { resize(size); }

    void resize(Size size);
    Size size() const { return size_; }
    int rows() const { return size_.rows; }
    int cols() const { return size_.cols; }
    bool empty() const { return size_.area() == 0; }
    /// Distance between the starts of two rows, in floats; a multiple of 16.
    std::size_t stride() const { return stride_; }

    float* row(int r) { return data_.get() + static_cast<std::size_t>(r) * stride_; }
    const float* row(int r) const { return data_.get() + static_cast<std::size_t>(r) * stride_; }
    float& at(int r, int c) { return row(r)[c]; }
    float at(int r, int c) const { return row(r)[c]; }

  private:
    struct Free {
        void operator()(float* p) const;
    };
    Size size_;
    std::size_t stride_ = 0;
    std::size_t capacity_ = 0;
    std::unique_ptr<float[], Free> data_;
};

/// The plane's values as floats, copied.
FloatImage to_float_image(const Plane& plane);
/// The image's values without the padding, as an immutable plane.
Plane to_plane(const FloatImage& image);

}  // namespace convscope
