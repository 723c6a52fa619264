// The arrangement of a value: how the axes that a file's format gives it correspond to our memory, which has every
// example as rows, cols, channels. The readers of Keras and ONNX share this algebra; arrangement_builder.h inserts the
// layers that move data.
// Must not include a file format.
//
// Every axis of the file is a product of factors; memory lists the same factors in an order of its own. Transposing
// and reshaping regroup the axes and leave memory alone, so most Transpose, Reshape, Flatten and Permute operators of a
// file move no data.
//
// Worked example: a convolution of N,C,H,W images, then Flatten, then Dense with 10 units. The convolution's output has
// 2 channels, 3 rows and 4 columns.
//
//   operator   axes in the file  factors               memory    node shape  change
//   Conv       N, 2, 3, 4        C=2 H=3 W=4           H W C     3, 4, 2     kernel: O,I,H,W is stored as H,W,I,O
//   Flatten    N, 24             axis 1 = C*H*W        H W C     24          none: memory is not in the file's order
//   Dense      N, 10             U=10                  U         10          kernel: its 24 rows are permuted
//
// Row (c*3 + h)*4 + w of the file's Dense kernel becomes row (h*4 + w)*2 + c of ours: memory_order(axis 1) is
// lengths {2, 3, 4}, order {1, 2, 0}. The permutation is folded into the kernel, at no cost when the model runs.
// If a vector in the file's order is added to the flattened values instead, ArrangementBuilder inserts a Permute of
// {3, 4, 2} by {2, 0, 1}, which yields C H W.
//
// A Reshape to {N, 6, 4} merges C and H into one axis; one to {N, 2, 3, 2, 2} splits W into two factors of 2: still no
// data moves. The lengths of {N, 8, 3} are no products of such factors: the builder permutes the data to the file's
// order first, where one factor of 24 can be split anywhere.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/nn/model/layout.h"
#include "core/nn/model/tensor.h"

namespace convscope {

/// Lengths of a tensor's axes; the batch as kBatchAxis.
using Dims = std::vector<std::int64_t>;
/// Indexes into Arrangement::lengths.
using Factors = std::vector<std::size_t>;

inline constexpr std::int64_t kBatchAxis = nn::Layout::kBatchAxis;

/// An axis's factors in the file's order, and the order in which memory has them: its first is factor order[0].
struct AxisOrder {
    Dims lengths;
    std::vector<std::size_t> order;
    bool operator==(const AxisOrder&) const = default;

    /// True if memory has the axis in the file's order.
    bool is_file_order() const;
};

/// An axis of length 1 has no factors. The batch, if there is one, is an axis with one factor of length kBatchAxis; it
/// is the outermost in memory and not listed there.
struct Arrangement {
    Dims lengths;               ///< of the factors, each above 1 except the batch
    std::vector<Factors> axes;  ///< each axis's factors, the outermost first
    Factors memory;             ///< all factors except the batch, the outermost first
    bool operator==(const Arrangement&) const = default;

    /// Axes of those lengths whose memory has them in the same order.
    static Arrangement of(const Dims& dims);
    /// Memory has the axes in that order, which names each axis once.
    static Arrangement of(const Dims& dims, const std::vector<std::size_t>& axis_order);

    std::size_t rank() const { return axes.size(); }
    /// kBatchAxis for the batch.
    std::int64_t length(std::size_t axis) const;
    Dims dims() const;
    std::optional<std::size_t> batch_axis() const;
    /// Values of one example.
    std::int64_t count() const;
    std::int64_t product(const Factors& factors) const;
    /// All factors except the batch, in the order of the file's axes.
    Factors file_order() const;
    /// The factors of these axes, axis after axis.
    Factors factors_of(const std::vector<std::size_t>& axis_list) const;
    AxisOrder memory_order(std::size_t axis) const;
    /// The shape of a node that has an axis for each factor, in memory's order; the first are merged until three are
    /// left.
    nn::Shape memory_shape() const;
    /// The form that a model stores, with factors by their places in the file's order.
    nn::Layout layout() const;

    /// Axis i of the result is axis order[i]. Moves no data.
    void transpose(const std::vector<std::size_t>& order);
    /// Regroups the values to axes of these lengths, which have the same count; the batch keeps its factor. Splits
    /// factors where needed. Moves no data. False, and no change, if an axis would end inside a factor at a place that
    /// does not divide it.
    bool regroup(const Dims& dims);
    /// Adds axes of length 1 at the front until there are `rank`.
    void widen(std::size_t rank);
    /// Removes the axis's factors: its length becomes 1.
    void clear_axis(std::size_t axis);
    void erase_axis(std::size_t axis);
    /// Gives the axis another length, as one factor at `place` in memory; the last place is the innermost. A layer does
    /// this to an axis that it computes anew.
    void replace_axis(std::size_t axis, std::int64_t length, std::size_t place);
    /// Gives the axis another length, as the innermost factor.
    void replace_axis(std::size_t axis, std::int64_t length);

    /// The factors that each axis of a node's shape holds; nullopt if the shape cuts through a factor.
    std::optional<std::vector<Factors>> groups(const nn::Shape& shape) const;
    /// The order of the file's axes, except the batch, that a node's shape has: axis i of the shape is axis order[i].
    /// nullopt if memory does not have the file's axes one by one, as after the Flatten of the example. Of several axes
    /// of length 1 the first comes first.
    std::optional<std::vector<std::size_t>> axis_order(const nn::Shape& shape) const;
};

/// The output of a model's node, and its arrangement. The node's shape is the node's own.
struct ArrangedValue : Arrangement {
    int node = -1;

    ArrangedValue() = default;
    ArrangedValue(int index, Arrangement arrangement) : Arrangement(std::move(arrangement)), node(index) {}
};

/// True if both lists hold equal factors, in any order.
bool same_factors(Factors a, Factors b);
/// The factors of `order` that are in `wanted`, or, if `inside` is false, the others.
Factors selected(const Factors& order, const Factors& wanted, bool inside = true);
/// Renames b's factors to a's along the axes that both have, so that equal ids are the same index of a broadcast. Both
/// have the same rank. False, and no change, if both factor an axis differently.
bool unify_factors(Arrangement& a, Arrangement& b);

}  // namespace convscope
