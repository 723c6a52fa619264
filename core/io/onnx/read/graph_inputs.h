// The inputs of an ONNX graph: their lengths, and the order of their axes in the model's memory.
#pragma once

#include <vector>

#include "core/io/npy/npy.h"
#include "core/io/onnx/graph.h"

namespace convscope::onnx {

/// The axis of the inputs that separates the examples of a batch.
enum class Batch {
    outermost,  ///< axis 0 of the inputs is the batch
    none        ///< the whole tensor is one example
};

/// The lengths of an input's axes. An axis is open if the file does not give its length. An open batch axis gets the
/// length 0; other open axes get their length in `feed`, which may be null, or else kOpenSide for rows and columns of
/// an image. Throws LoadError if a length remains unknown or the input has too many axes.
Dims input_dims(const Graph& graph, const GraphInput& input, Batch batch, const NpyArray* feed);

/// The order in which the model's memory holds the file's axes. The channels move to the end for an image, and for a
/// signal (3 axes) if `consumer` works per channel, as Conv does. `consumer` is the input's first consumer, or null.
/// `dims` has the length kBatchAxis for the batch; without a batch, the file's order is kept.
std::vector<std::size_t> input_axis_order(const Dims& dims, const Node* consumer);

}  // namespace convscope::onnx
