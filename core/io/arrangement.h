// An Arrangement relates the axes of a tensor in a model file (N,C,H,W in ONNX) to the tensor's order in memory, where
// this program stores every example as rows, cols, channels. The readers of Keras and ONNX compute with arrangements;
// arrangement_builder.h inserts the layers that move data. Must not include a file format: it serves both.
//
// The length of every axis in the file is a product of factors; memory has the same factors, possibly in another order.
// Transposing and reshaping regroup the factors into other axes and leave memory unchanged, so most Transpose, Reshape,
// Flatten and Permute operators of a file move no data.
//
// Worked example: a convolution of N,C,H,W images, then Flatten, then Dense with 10 units. The convolution's output has
// 2 channels, 3 rows and 4 columns.
//
//   operator   axes in the file  factors               memory    node shape  change
//   Conv       N, 2, 3, 4        C=2 H=3 W=4           H W C     3, 4, 2     kernel: O,I,H,W is stored as H,W,I,O
//   Flatten    N, 24             axis 1 = C*H*W        H W C     24          none: memory is not in the file's order
//   Dense      N, 10             U=10                  U         10          kernel: its 24 rows are permuted
//
// Row (c*3 + h)*4 + w of the file's Dense kernel becomes row (h*4 + w)*2 + c of the model's kernel: memory_order(axis
// 1) is lengths {2, 3, 4}, order {1, 2, 0}. The permutation is folded into the kernel, at no cost when the model runs.
// If a vector in the file's order is added to the flattened values instead, ArrangementBuilder inserts a Permute of
// {3, 4, 2} by {2, 0, 1}, which yields C H W.
//
// A Reshape to {N, 6, 4} merges C and H into one axis; one to {N, 2, 3, 2, 2} splits W into two factors of 2. Neither
// moves data. A Reshape to {N, 8, 3} does, because 8 is not 2 * 3 times a divisor of 4: the builder first permutes the
// data to the file's order, where all 24 values become one factor, which splits into 8 and 3.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/nn/model/layout.h"
#include "core/nn/model/tensor.h"

namespace convscope {

/// The lengths of a tensor's axes; the batch axis has the length kBatchAxis.
using Dims = std::vector<std::int64_t>;
/// Indexes into Arrangement::lengths.
using Factors = std::vector<std::size_t>;

inline constexpr std::int64_t kBatchAxis = nn::Layout::kBatchAxis;

/// The factors of one axis in the file's order, and their order in memory: factor order[0] is the outermost there.
struct AxisOrder {
    Dims lengths;
    std::vector<std::size_t> order;
    bool operator==(const AxisOrder&) const = default;

    /// True if memory has the axis in the file's order.
    bool is_file_order() const;
};

/// An axis of length 1 has no factors. The batch axis, if there is one, has one factor, of length kBatchAxis. In memory
/// the batch is always the outermost, so `memory` does not list it.
struct Arrangement {
    Dims lengths;               ///< the factors' lengths; each is above 1, except kBatchAxis
    std::vector<Factors> axes;  ///< each axis's factors, the outermost first
    Factors memory;             ///< all factors except the batch, the outermost first
    bool operator==(const Arrangement&) const = default;

    /// Axes with the lengths `dims`, in the same order in memory.
    static Arrangement of(const Dims& dims);
    /// Axes with the lengths `dims`, in memory in the order `axis_order`, which names each axis once.
    static Arrangement of(const Dims& dims, const std::vector<std::size_t>& axis_order);

    std::size_t rank() const { return axes.size(); }
    /// The axis's length; kBatchAxis for the batch.
    std::int64_t length(std::size_t axis) const;
    Dims dims() const;
    std::optional<std::size_t> batch_axis() const;
    /// The number of values of one example.
    std::int64_t count() const;
    std::int64_t product(const Factors& factors) const;
    /// All factors except the batch, in the order of the file's axes.
    Factors file_order() const;
    /// The factors of these axes, axis after axis.
    Factors factors_of(const std::vector<std::size_t>& axis_list) const;
    AxisOrder memory_order(std::size_t axis) const;
    /// The shape of a node with one axis for each factor, in memory's order. If there are more than nn::kMaxAxes, the
    /// outermost are merged.
    nn::Shape memory_shape() const;
    /// This arrangement in the form that a model stores, where factors are numbered in the file's order.
    nn::Layout layout() const;

    /// Axis i of the result is axis order[i]. Moves no data.
    void transpose(const std::vector<std::size_t>& order);
    /// Reshapes to axes of the lengths `dims`, which must have the same product, by merging and splitting factors. The
    /// batch keeps its factor. Moves no data. Returns false and changes nothing if a factor would have to be split at a
    /// length that does not divide it.
    bool regroup(const Dims& dims);
    /// Adds axes of length 1 at the front until there are `rank`.
    void widen(std::size_t rank);
    /// Removes the axis's factors: its length becomes 1.
    void clear_axis(std::size_t axis);
    void erase_axis(std::size_t axis);
    /// Replaces the axis's factors by one factor of this length, inserted into `memory` at the index `place`; used for
    /// an axis along which a layer computes new values, such as the channels of a convolution.
    void replace_axis(std::size_t axis, std::int64_t length, std::size_t place);
    /// replace_axis() with the new factor innermost in memory.
    void replace_axis(std::size_t axis, std::int64_t length);

    /// For each axis of a node's shape, the factors that it consists of; nullopt if an axis ends inside a factor.
    std::optional<std::vector<Factors>> groups(const nn::Shape& shape) const;
    /// The file's axes, except the batch, in the order of a node's shape: axis i of the shape is axis order[i] of the
    /// file. Axes of length 1 keep the file's order. nullopt if an axis of the shape is not exactly one axis of the
    /// file, as after the Flatten of the example.
    std::optional<std::vector<std::size_t>> axis_order(const nn::Shape& shape) const;
};

/// The output of a node of the model, and its arrangement. ArrangementBuilder::shape() gives the node's shape.
struct ArrangedValue : Arrangement {
    int node = -1;

    ArrangedValue() = default;
    ArrangedValue(int index, Arrangement arrangement) : Arrangement(std::move(arrangement)), node(index) {}
};

/// True if both lists hold equal factors, in any order.
bool same_factors(Factors a, Factors b);
/// The factors of `order` that are in `subset`, or those that are not if `inside` is false. They keep their order.
Factors selected(const Factors& order, const Factors& subset, bool inside = true);
/// Renumbers b's factors for a broadcast: on axes longer than 1 in both values, b's factors get the numbers of a's, so
/// that equal numbers mean the same index. Both values have the same rank. Returns false and changes nothing if a and b
/// split an axis into different factors.
bool unify_factors(Arrangement& a, Arrangement& b);

}  // namespace convscope
