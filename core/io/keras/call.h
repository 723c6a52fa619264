// One layer of Keras on its way to being one or more of ours: its settings, what it is given, and how it is added.
// Knows no layer kind.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/io/keras/assembly.h"
#include "core/io/keras/fields.h"

namespace convscope {

/// A weight as Keras stores it; see KerasWeightUse for the rest, which may be left out where nothing is exchanged.
struct KerasWant {
    std::string name;
    nn::Shape stored;
    bool trainable = true;
    nn::Shape view;
    std::vector<std::size_t> axes;
    bool flipped = false;
    bool unused = false;
};

/// Order of an image's factors: rows, cols, channels.
inline const std::vector<std::size_t> kChannelsLast{0, 1, 2}, kChannelsFirst{1, 2, 0};

class KerasCall {
  public:
    KerasCall(std::string name, KerasFields fields, std::vector<KerasValue> inputs, KerasAssembly& assembly,
              KerasHolder& holder);

    const KerasFields& fields() const { return fields_; }
    const KerasSource& source() const { return fields_.source(); }
    const std::vector<KerasValue>& inputs() const { return inputs_; }
    /// The only input. Throws ShapeError unless there is exactly one.
    const KerasValue& input() const;
    /// The only input as an image, its channels last here.
    KerasValue image();
    bool channels_first() const;
    /// An axis as Keras counts it (with the batch in front) among the input's, without the batch.
    std::size_t axis(const char* key, const KerasValue& value) const;

    /// See KerasAssembly.
    KerasValue arranged(const KerasValue& value, const std::vector<std::size_t>& order);
    /// That axis of Keras last, the others as they are.
    KerasValue with_last(const KerasValue& value, std::size_t axis);
    KerasValue plain(const KerasValue& value);
    /// All inputs in one order: theirs where they agree, else Keras's.
    std::vector<KerasValue> aligned();

    /// Adds a layer whose output has its axes in `order`. Without `wants` its weights are stored as they are here.
    /// `part` names a layer that is not the last of this one's.
    KerasValue add(const nn::SharedLayer& layer, const std::vector<KerasValue>& inputs,
                   const std::vector<std::size_t>& order, std::optional<std::vector<KerasWant>> wants = std::nullopt,
                   const std::string& part = {});
    /// The same for a layer that keeps shape and arrangement of its input.
    KerasValue add_like(const nn::SharedLayer& layer, const KerasValue& input,
                        std::optional<std::vector<KerasWant>> wants = std::nullopt, const std::string& part = {});
    /// The same for one that hands its values on, which are arranged as `result` says.
    KerasValue add_as(const nn::SharedLayer& layer, const KerasValue& input, KerasValue result);
    /// The same for one whose output is arranged as in Keras.
    KerasValue add_plain(const nn::SharedLayer& layer, const std::vector<KerasValue>& inputs,
                         std::optional<std::vector<KerasWant>> wants = std::nullopt);

  private:
    int add_node(const nn::SharedLayer& layer, const std::vector<KerasValue>& inputs,
                 std::optional<std::vector<KerasWant>> wants, const std::string& part);
    std::size_t place_of(const KerasWant& want);

    std::string name_;
    KerasFields fields_;
    std::vector<KerasValue> inputs_;
    KerasAssembly& assembly_;
    KerasHolder& holder_;
    std::size_t next_weight_ = 0;
};

/// The weights of the layer as Keras stores them where it stores them as we do.
std::vector<KerasWant> same_weights(const nn::Layer& layer, std::span<const nn::Shape> shapes);

}  // namespace convscope
