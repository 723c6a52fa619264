// One call of a Keras layer: its settings, its inputs, and functions that add the equivalent convscope layers to the
// model. Must not depend on layer kinds: the reader of each kind receives a LayerCall.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/io/keras/read/assembly.h"
#include "core/io/keras/read/fields.h"

namespace convscope::keras {

/// A weight that a layer needs: its shape in the file, and its conversion to the layer's weight; see WeightConversion.
/// An empty `view` means `stored`; empty `axes` mean that nothing is transposed.
struct WeightRequest {
    std::string name;
    nn::Shape stored;
    bool trainable = true;
    nn::Shape view = {};
    std::vector<std::size_t> axes = {};
    bool rotated = false;
    bool unused = false;
    /// Set if the configuration holds the weight's values and the file stores none.
    std::optional<std::vector<float>> given = std::nullopt;
};

/// A convscope layer to add to the model.
struct NewLayer {
    nn::SharedLayer layer;
    Values inputs;
    /// The weights in Keras's order; nullopt if the file stores exactly Layer::weights(), each with its shape and axis
    /// order; see unchanged_weights().
    std::optional<std::vector<WeightRequest>> weights = std::nullopt;
    /// Suffix of the layer's name if one Keras layer becomes several layers; empty for the last of them.
    std::string name_suffix = {};
};

/// The Keras axes that hold an image's rows, cols and channels, for channels_last and channels_first. Axis 0 is the
/// batch.
inline const std::vector<std::size_t> kChannelsLast{1, 2, 3}, kChannelsFirst{2, 3, 1};

/// Inputs whose axes, except the batch, have the same order in memory.
struct AlignedValues {
    Values values;
    std::vector<std::size_t> axis_order;
};

class LayerCall {
  public:
    LayerCall(std::string name, Fields fields, Values inputs, Assembly& assembly, LayerWeights& weights);

    const std::string& name() const { return name_; }
    const Fields& fields() const { return fields_; }
    const Source& source() const { return fields_.source(); }
    const Values& inputs() const { return inputs_; }
    /// The only input. Throws ShapeError unless there is exactly one.
    const ArrangedValue& input() const;
    /// The shape of the value's node in the model, without the batch.
    const nn::Shape& shape(const ArrangedValue& value) const { return assembly_.shape(value); }

    /// True if data_format is channels_first; channels_last is the default. Throws LoadError for any other value.
    bool channels_first() const;
    /// kChannelsFirst or kChannelsLast, according to data_format.
    const std::vector<std::size_t>& image_axes() const;
    /// The only input, permuted to rows, cols, channels in memory.
    ArrangedValue image();
    /// The axis in setting `key`, as 1 to rank - 1: negative numbers count from the end, null is the last axis. Throws
    /// LoadError for the batch and for axes that the value lacks.
    std::size_t axis(std::string_view key, const ArrangedValue& value) const;
    /// The axes in setting `key`, which is one number or a list, in the setting's order; `fallback` if it is missing or
    /// null. Throws LoadError for the batch, for axes that the value lacks and for an axis that is listed twice.
    std::vector<std::size_t> axes(std::string_view key, const ArrangedValue& value,
                                  const std::vector<std::size_t>& fallback) const;

    /// True if the value's memory and its node's shape have exactly these axes, in this order.
    bool has_axes(const ArrangedValue& value, const std::vector<std::size_t>& axis_order) const;
    /// The value with its axes in Keras's order, both in memory and in its node's shape. Inserts a Permute if data must
    /// move.
    ArrangedValue in_file_order(const ArrangedValue& value);
    /// The value with its axes in `axis_order`, both in memory and in its node's shape. Inserts a Permute if data must
    /// move.
    ArrangedValue with_axes(const ArrangedValue& value, const std::vector<std::size_t>& axis_order);
    /// The value with `axis` last in memory. If it must be permuted, the other axes get Keras's order.
    ArrangedValue with_last(const ArrangedValue& value, std::size_t axis);
    /// The value with these axes last in memory, as the one last axis of its node's shape.
    ArrangedValue with_merged_last(const ArrangedValue& value, const std::vector<std::size_t>& axis_list);
    /// The value, or its permutation to Keras's order, with the order of its axes in memory. Each axis of the node's
    /// shape is one axis of the file.
    std::pair<ArrangedValue, std::vector<std::size_t>> in_some_order(const ArrangedValue& value);
    /// The value with a node of the shape `target`, which has as many values. No data moves.
    ArrangedValue shaped(const ArrangedValue& value, const nn::Shape& target);
    /// All inputs in one axis order: unchanged if they share one already, otherwise permuted to Keras's order. Throws
    /// ShapeError for fewer than two inputs.
    AlignedValues aligned();

    /// Adds a layer whose output has its axes in `axis_order` in memory, or in Keras's order if the output's rank is
    /// not axis_order.size().
    ArrangedValue add(NewLayer added, const std::vector<std::size_t>& axis_order);
    /// Adds a layer whose output has its axes in Keras's order in memory.
    ArrangedValue add_in_file_order(NewLayer added);
    /// Adds a layer whose output has the arrangement `result`.
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

/// 1, 2, ..., rank - 1: all axes but the batch, in Keras's order.
std::vector<std::size_t> file_axes(const Arrangement& value);
/// Requests for the weights of a layer that Keras stores with the model's own shape and axis order.
std::vector<WeightRequest> unchanged_weights(const nn::Layer& layer, std::span<const nn::Shape> shapes);

}  // namespace convscope::keras
