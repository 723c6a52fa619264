// Inserts the layers that rearrange values while a model is read: Permute if data moves, Reshape or Flatten if only a
// node's shape changes. arrangement.h has a worked example.
// Must not include a file format: the readers of several formats derive from it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/io/arrangement.h"
#include "core/nn/model/layer.h"

namespace convscope {

/// The two operands of an elementwise layer, with nodes whose shapes broadcast, and the arrangement of its result.
struct BroadcastPair {
    ArrangedValue a, b;
    Arrangement result;
};

/// The reader of each file format derives from this class and implements the virtual functions, which add layers to its
/// model. No function adds a layer if the value already has the requested form. `name` is the layer that needs the
/// value: an inserted layer is named NAME_permute, NAME_reshape or NAME_flatten.
class ArrangementBuilder {
  public:
    ArrangementBuilder() = default;
    ArrangementBuilder(const ArrangementBuilder&) = delete;
    ArrangementBuilder& operator=(const ArrangementBuilder&) = delete;
    virtual ~ArrangementBuilder() = default;

    /// The shape of the value's node in the model, without the batch.
    const nn::Shape& shape(const ArrangedValue& value) const { return node_shape(value.node); }

    /// Gives the node the shape `target`, which has the same number of values. No data moves.
    ArrangedValue shaped(ArrangedValue value, const nn::Shape& target, const std::string& name);
    /// Permutes memory to the factors `order`, which names each once. The node gets the shape `target`, or
    /// Arrangement::memory_shape() if that is nullopt.
    ArrangedValue arranged(ArrangedValue value, const Factors& order, const std::optional<nn::Shape>& target,
                           const std::string& name);
    /// Permutes memory to the file's axes in the order `axis_order`, which names all axes except the batch; the node's
    /// shape gets the same axes. {2, 3, 1} makes an image {rows, cols, channels} of any N,C,H,W value.
    ArrangedValue with_axes(const ArrangedValue& value, const std::vector<std::size_t>& axis_order,
                            const std::string& name);
    /// Permutes memory to the file's order; the node's shape gets the file's axes without the batch.
    ArrangedValue in_file_order(const ArrangedValue& value, const std::string& name);
    /// Makes these factors the innermost in memory, without changing their order, and gives the node a shape whose last
    /// axis consists of exactly them.
    ArrangedValue innermost(const ArrangedValue& value, const Factors& factors, const std::string& name);
    /// Reshapes the value to axes of the lengths `dims`, which have the same product; the batch comes first, as
    /// kBatchAxis. Data moves only if Arrangement::regroup() fails.
    ArrangedValue reshaped(ArrangedValue value, const Dims& dims, const std::string& name);
    /// Rearranges two values for a broadcast. They have the same rank, and along each axis equal lengths or a length
    /// of 1. nullopt if the broadcast needs more than nn::kMaxAxes axes.
    std::optional<BroadcastPair> broadcast(ArrangedValue a, ArrangedValue b, const std::string& name);

  private:
    virtual const nn::Shape& node_shape(int node) const = 0;
    /// Adds the layer to the model and returns its node.
    virtual int add_layer(const std::string& name, nn::SharedLayer layer, int input) = 0;
    /// Records the arrangement of an inserted layer's output.
    virtual void set_arrangement(int node, const Arrangement& arrangement) = 0;

    /// Permutes memory to the file's order, so that each axis has one factor.
    ArrangedValue unfactored(ArrangedValue value, const std::string& name);
};

}  // namespace convscope
