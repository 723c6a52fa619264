// The weights that a Keras model needs, layer by layer, and their conversion from the file's axis order to the model's.
// Must not depend on containers or layer kinds: layers list the weights here, and a container's reader reads them.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/nn/model/layer.h"
#include "core/nn/model/tensor.h"

namespace convscope::keras {

/// One weight as the file stores it.
struct StoredWeight {
    std::string name;  ///< Keras's name, as in "kernel"
    nn::Shape shape;   ///< shape in the file
    bool trainable = true;
    bool unused = false;  ///< Keras stores it, but the model does not need it: its values are not read
    std::vector<float> values;
    bool given = false;  ///< the configuration holds the values: the file stores none

    /// True if the values must be read from the file.
    bool is_read() const { return !unused && !given; }
};

/// True for a class that wraps a layer to train it for quantization or pruning, and computes what the layer computes.
bool is_training_wrapper(std::string_view class_name);

/// The weights of a layer or nested model. `layers` are the layers of a nested model, in the order of its
/// configuration.
struct LayerWeights {
    std::string name, class_name;
    bool trainable = true;
    std::vector<std::size_t> weights;  ///< indices into ModelWeights::all, in Keras's order
    std::vector<LayerWeights> layers;

    bool has_weights() const;
    /// True for a training wrapper: the file lists the wrapper's own weights between the layer's.
    bool is_wrapped() const { return is_training_wrapper(class_name); }
};

/// All weights of a model, in the order in which its layers were read. A container's reader fills in the values.
struct ModelWeights {
    std::vector<StoredWeight> all;
    LayerWeights model;
};

/// Reads the values of all weights with is_read(), as many as their shapes state. Throws LoadError.
using WeightReader = std::function<void(ModelWeights&)>;

/// The steps that convert a stored weight to a model's weight, in the order of the fields.
struct WeightConversion {
    std::size_t weight = 0;         ///< index into ModelWeights::all
    nn::Shape view;                 ///< the stored values get this shape
    std::vector<std::size_t> axes;  ///< axis i of the transposed weight is axis axes[i] of the view; empty: as stored
    bool rotated = false;           ///< the first two axes, rows and columns, are reversed: a rotation by 180 degrees
    nn::Shape shape;                ///< the result gets this shape
};
/// Applies the conversion to the stored values.
nn::Tensor model_weight(const WeightConversion& conversion, std::vector<float> values);

/// Throws LoadError for NaN and infinity. `weight` is the name in the file.
void check_finite(const std::vector<float>& values, const std::string& file, const std::string& weight,
                  const std::string& layer);

}  // namespace convscope::keras
