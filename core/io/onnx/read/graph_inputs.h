// The inputs of an ONNX graph: their lengths, and the order in which our memory has their axes.
#pragma once

#include <vector>

#include "core/io/npy.h"
#include "core/io/onnx/graph.h"

namespace convscope::onnx {

/// The axis of the inputs that separates the examples of a batch.
enum class Batch {
    outermost,  ///< axis 0 of the inputs is the batch
    none        ///< the whole tensor is one example
};

/// The lengths of an input; an open batch is 0, open rows and columns are kOpenSide. `feed`, if not null, fills in
/// lengths that the file leaves open. Throws LoadError for an input without a shape.
Dims input_dims(const Graph& graph, const GraphInput& input, Batch batch, const NpyArray* feed);

/// The axes in the order in which memory has them. Channels come last: of images, and of signals that a layer over
/// channels consumes. `dims` has the batch as kBatchAxis; `consumer`, which may be null, is the first one.
std::vector<std::size_t> input_axis_order(const Dims& dims, const Node* consumer);

}  // namespace convscope::onnx
