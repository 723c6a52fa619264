// Inserts the layers that rearrange values while a model is read: Permute where data moves, Reshape or Flatten where
// only a node's shape changes. arrangement.h has a worked example.
// Must not include a file format.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/io/arrangement.h"
#include "core/nn/model/layer.h"

namespace convscope {

/// Two values whose nodes' shapes broadcast value by value, and the arrangement of the result.
struct BroadcastPair {
    ArrangedValue a, b;
    Arrangement result;
};

/// A reader of a file format derives from this to say how its model is built. Every function leaves a value that is
/// already as wanted alone. `name` is that of the layer that needs the value: inserted layers are named after it,
/// followed by "_permute", "_reshape" or "_flatten".
class ArrangementBuilder {
  public:
    ArrangementBuilder() = default;
    ArrangementBuilder(const ArrangementBuilder&) = delete;
    ArrangementBuilder& operator=(const ArrangementBuilder&) = delete;
    virtual ~ArrangementBuilder() = default;

    /// The shape of the value's node, without the batch, in our memory.
    const nn::Shape& shape(const ArrangedValue& value) const { return node_shape(value.node); }

    /// Memory stays; the node gets another shape of as many values.
    ArrangedValue shaped(ArrangedValue value, const nn::Shape& wanted, const std::string& name);
    /// Memory in that order of factors, which names each once. `wanted` is the node's shape; without it the shape has
    /// an axis for each factor as far as three axes suffice.
    ArrangedValue arranged(ArrangedValue value, const Factors& order, const std::optional<nn::Shape>& wanted,
                           const std::string& name);
    /// Memory and shape have exactly these axes of the file, which are all except the batch, in that order: {2, 3, 1}
    /// turns any value of N,C,H,W into an image.
    ArrangedValue with_axes(const ArrangedValue& value, const std::vector<std::size_t>& axis_order,
                            const std::string& name);
    /// Memory and shape as in the file.
    ArrangedValue in_file_order(const ArrangedValue& value, const std::string& name);
    /// Memory has these factors innermost, in the order in which it had them before, and the last axis of the node's
    /// shape holds exactly them.
    ArrangedValue innermost(const ArrangedValue& value, const Factors& factors, const std::string& name);
    /// The value under axes of other lengths (the batch as kBatchAxis, first) of the same count. Data moves only if an
    /// axis would end inside a factor; see Arrangement::regroup().
    ArrangedValue reshaped(ArrangedValue value, const Dims& dims, const std::string& name);
    /// Broadcasts two values of the same rank whose lengths are equal or 1 along each axis. nullopt if that takes more
    /// axes than a layer's shape can have.
    std::optional<BroadcastPair> broadcast(ArrangedValue a, ArrangedValue b, const std::string& name);

  private:
    virtual const nn::Shape& node_shape(int node) const = 0;
    /// Returns the new layer's node.
    virtual int add_layer(const std::string& name, nn::SharedLayer layer, int input) = 0;
    /// Records the arrangement of an inserted layer's output.
    virtual void set_arrangement(int node, const Arrangement& arrangement) = 0;

    /// One factor an axis, in the file's order.
    ArrangedValue unfactored(ArrangedValue value, const std::string& name);
};

}  // namespace convscope
