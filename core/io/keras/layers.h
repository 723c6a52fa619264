// The table of Keras's layer classes: from class and settings to layers, and back. Knows nothing of graphs and weights'
// values.
#pragma once

#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/keras/assembly.h"
#include "core/nn/model/layer.h"

namespace convscope {

/// Adds the layer, of one of Keras's classes, behind these inputs. Throws LoadError for an unknown class, naming those
/// that are known, and for settings that cannot be; ShapeError where the layer itself refuses them.
KerasValue read_keras_layer(const KerasEntry& entry, std::vector<KerasValue> inputs, KerasAssembly& assembly,
                            KerasHolder& holder);

/// The weights of a layer of that class as save_keras_h5() stores them: the same values in the same order, but a
/// DepthwiseConv2D's kernel is {rows, cols, channels, multiplier}.
std::vector<nn::WeightSpec> stored_weights(std::string_view class_name, const nn::Layer& layer,
                                           std::span<const nn::Shape> inputs);

/// A layer as Keras's settings; `config` has neither name nor activation behind it where `rest` is not linear: that
/// one takes a layer of its own. Throws ShapeError for what Keras cannot express.
struct KerasClass {
    std::string name;
    nlohmann::json config;
    nn::Activation rest;
};
KerasClass keras_class(const nn::Layer& layer, std::span<const nn::Shape> inputs);

}  // namespace convscope
