// The inputs of an ONNX graph: their lengths, and the order of their axes in the model's memory.
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

/// The lengths of an input. An open batch is 0, open rows and columns are kOpenSide. `feed`, if not null, gives the
/// other lengths that the file leaves open. Throws LoadError for an input without a shape.
Dims input_dims(const Graph& graph, const GraphInput& input, Batch batch, const NpyArray* feed);

/// The file's axes in their order in memory, where the channels of images come last, and those of signals if `consumer`
/// is an operator over channels, such as Conv. `consumer` is the input's first consumer or null; the batch in `dims` is
/// kBatchAxis.
std::vector<std::size_t> input_axis_order(const Dims& dims, const Node* consumer);

}  // namespace convscope::onnx
