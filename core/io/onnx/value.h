// How a value of an ONNX graph lies in our memory. Its axes are products of factors, which memory has in an order of
// its own: transposing and reshaping change what the axes are called and move nothing. Knows nothing of files and
// operators.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/io/onnx/constant.h"
#include "core/nn/model/layout.h"
#include "core/nn/model/tensor.h"

namespace convscope {

using OnnxFactors = std::vector<std::size_t>;

/// The output of a model's node under ONNX's axes. An axis of length 1 has no factors. The batch, if there is one, is a
/// factor and an axis of its own, of length Layout::kBatchAxis, and always the outermost in memory.
struct OnnxValue {
    int node = -1;
    std::vector<std::int64_t> lengths;  ///< of the factors, each above 1 but the batch
    std::vector<OnnxFactors> axes;      ///< each axis's factors, the outermost first
    OnnxFactors memory;                 ///< all factors but the batch, the outermost first
    bool is_index = false;              ///< the index of a largest value (ArgMax)

    std::size_t rank() const { return axes.size(); }
    /// Layout::kBatchAxis for the batch.
    std::int64_t length(std::size_t axis) const;
    OnnxDims dims() const;
    std::optional<std::size_t> batch_axis() const;
    /// Values of one example.
    std::int64_t count() const;
    std::int64_t product(const OnnxFactors& factors) const;
    /// All factors but the batch, in the order of ONNX's axes.
    OnnxFactors in_own_order() const;
    nn::Layout layout() const;

    /// Adds an axis, the last, of that length: its factor is the innermost in memory so far.
    void push_axis(std::int64_t length);
};

/// A value of those dims (the batch as Layout::kBatchAxis) whose memory has its axes in that order.
OnnxValue onnx_value(int node, const OnnxDims& dims, const std::vector<std::size_t>& order);
/// The same with the axes in their own order.
OnnxValue onnx_value(int node, const OnnxDims& dims);

/// Axis i of the result is axis order[i].
OnnxValue transposed(OnnxValue value, const std::vector<std::size_t>& order);
/// The same values as axes of other lengths, the batch among them where it was in front. nullopt where the new axes cut
/// through factors at places that do not divide them.
std::optional<OnnxValue> regrouped(OnnxValue value, const OnnxDims& dims);

/// Which factors each axis of a node's shape holds; nullopt where the shape cuts through one.
std::optional<std::vector<OnnxFactors>> factors_of(const nn::Shape& shape, const OnnxValue& value);

}  // namespace convscope
