// One call of a Keras layer: its settings and inputs, and the functions that add the layers of ours that it becomes.
// Must not depend on layer kinds, whose readers get it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/io/keras/read/assembly.h"
#include "core/io/keras/read/fields.h"

namespace convscope::keras {

/// A weight that a layer needs, as the file stores it, and its conversion; see WeightConversion. `view` and `axes` may
/// be empty if the weight is not transposed.
struct WeightRequest {
    std::string name;
    nn::Shape stored;
    bool trainable = true;
    nn::Shape view = {};
    std::vector<std::size_t> axes = {};
    bool rotated = false;
    bool unused = false;
};

/// A layer of ours to be added.
struct NewLayer {
    nn::SharedLayer layer;
    Values inputs;
    /// In Keras's order. Without a value, they are the layer's own, stored as they are in memory.
    std::optional<std::vector<WeightRequest>> weights = std::nullopt;
    /// Distinguishes the layer if one of Keras becomes several; empty for the last.
    std::string part = {};
};

/// An image's axes in the order of our memory, rows, cols and channels, if Keras has the channels last or first.
inline const std::vector<std::size_t> kChannelsLast{1, 2, 3}, kChannelsFirst{2, 3, 1};

/// Inputs whose memory has their axes, except the batch, in one order.
struct AlignedValues {
    Values values;
    std::vector<std::size_t> axis_order;
};

class LayerCall {
  public:
    LayerCall(std::string name, Fields fields, Values inputs, Assembly& assembly, LayerWeights& weights);

    const Fields& fields() const { return fields_; }
    const Source& source() const { return fields_.source(); }
    const Values& inputs() const { return inputs_; }
    /// The only input. Throws ShapeError unless there is exactly one.
    const ArrangedValue& input() const;
    /// The shape of the value in our memory.
    const nn::Shape& shape(const ArrangedValue& value) const { return assembly_.shape(value); }

    /// The setting data_format. Throws LoadError for an unknown one.
    bool channels_first() const;
    /// kChannelsFirst or kChannelsLast, as data_format says.
    const std::vector<std::size_t>& image_axes() const;
    /// The only input as rows, cols, channels in memory.
    ArrangedValue image();
    /// The axis that the setting names, above 0. Throws LoadError for the batch and for axes that the value lacks.
    std::size_t axis(std::string_view key, const ArrangedValue& value) const;

    /// True if memory and shape have exactly these axes, in this order.
    bool has_axes(const ArrangedValue& value, const std::vector<std::size_t>& axis_order) const;
    /// Memory and shape as in Keras.
    ArrangedValue in_file_order(const ArrangedValue& value);
    ArrangedValue with_axes(const ArrangedValue& value, const std::vector<std::size_t>& axis_order);
    /// That axis is the last of the shape in memory.
    ArrangedValue with_last(const ArrangedValue& value, std::size_t axis);
    /// Unchanged if they have their axes in one order, else as in Keras. Throws ShapeError for fewer than two inputs.
    AlignedValues aligned();

    /// Adds a layer whose output has the axes in `axis_order`; if its rank differs, it has them as in Keras.
    ArrangedValue add(NewLayer added, const std::vector<std::size_t>& axis_order);
    /// Adds a layer whose output has the axes as in Keras.
    ArrangedValue add_in_file_order(NewLayer added);
    /// Adds a layer whose output has that arrangement. It must have one input.
    ArrangedValue add_as(NewLayer added, const Arrangement& result);
    /// Adds a layer with one input whose output has the shape and arrangement of the input.
    ArrangedValue add_like(NewLayer added);

  private:
    nn::Shape output_shape(const NewLayer& added) const;
    int add_node(NewLayer added);
    std::size_t index_of(const WeightRequest& request);

    std::string name_;
    Fields fields_;
    Values inputs_;
    Assembly& assembly_;
    LayerWeights& weights_;
    std::size_t next_weight_ = 0;
};

/// 1, 2, ... up to rank - 1: all axes except the batch as in Keras.
std::vector<std::size_t> file_axes(const Arrangement& value);
/// The weights of the layer, if Keras stores them as they are in memory.
std::vector<WeightRequest> unchanged_weights(const nn::Layer& layer, std::span<const nn::Shape> shapes);

}  // namespace convscope::keras
