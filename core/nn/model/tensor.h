// Shapes and tensors of networks: N,H,W,C at every public boundary, as in Keras.
// Must not include layers or the libraries that compute them.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace convscope::nn {

/// The lengths of a tensor's axes. A layer's shape does not include the batch: {rows, cols, channels} for an image,
/// {features} for a vector.
struct Shape {
    std::vector<std::int64_t> axes;

    Shape() = default;
    Shape(std::initializer_list<std::int64_t> lengths) : axes(lengths) {}
    explicit Shape(std::vector<std::int64_t> lengths) : axes(std::move(lengths)) {}

    std::size_t rank() const { return axes.size(); }
    /// The number of values; 1 for the empty shape.
    std::int64_t count() const;
    bool is_image() const { return rank() == 3; }
    /// Rows and columns of an image. A shape of rank 2 counts as one row, a shape of rank 1 as one row and one column.
    std::int64_t rows() const { return rank() > 2 ? axes[rank() - 3] : 1; }
    std::int64_t cols() const { return rank() > 1 ? axes[rank() - 2] : 1; }
    /// The last axis: channels, or the features of a vector.
    std::int64_t channels() const { return axes.empty() ? 1 : axes.back(); }
    bool operator==(const Shape&) const = default;
};

/// "26, 26, 64", as Keras writes it; "scalar" for the empty shape.
std::string to_string(const Shape& shape);

/// The most axes that an example may have: rows, cols and channels, as in a Position.
inline constexpr std::size_t kMaxAxes = 3;

/// The most values of one tensor: 2 GB of floats. Every shape is checked against it before memory is allocated.
inline constexpr std::int64_t kMaxTensorValues = std::int64_t{1} << 29;

/// True if the shape has at least one and at most kMaxTensorValues values. Cannot overflow.
bool has_allowed_size(const Shape& shape);

/// Values in C order: the last axis is contiguous in memory. values.size() == shape.count().
struct Tensor {
    Shape shape;
    std::vector<float> values;
    bool operator==(const Tensor&) const = default;
};

/// The values with transposed axes: axis i of the result is axis axes[i] of `shape`.
std::vector<float> exchanged(const Shape& shape, std::span<const float> values, const std::vector<std::size_t>& axes);

/// Weights are shared between copies of a model and never changed in place.
using SharedTensor = std::shared_ptr<const Tensor>;

/// The position of a value in one example's activation. A vector's value has row and col 0 and its index as channel.
struct Position {
    std::int64_t row = 0;
    std::int64_t col = 0;
    std::int64_t channel = 0;
    bool operator==(const Position&) const = default;
};

/// The index of a position in a tensor of that shape (one example).
inline std::int64_t index_of(const Shape& shape, const Position& at) {
    return (at.row * shape.cols() + at.col) * shape.channels() + at.channel;
}

/// The position of an index in a tensor of that shape (one example).
inline Position position_of(const Shape& shape, std::int64_t index) {
    const std::int64_t pixel = index / shape.channels();
    return {pixel / shape.cols(), pixel % shape.cols(), index % shape.channels()};
}

/// True if the position lies inside the shape.
inline bool contains(const Shape& shape, const Position& at) {
    return at.row >= 0 && at.row < shape.rows() && at.col >= 0 && at.col < shape.cols() && at.channel >= 0 &&
           at.channel < shape.channels();
}

}  // namespace convscope::nn
