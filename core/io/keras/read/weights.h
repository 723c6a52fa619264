// The weights that a Keras model needs, layer by layer, and their conversion from a file's arrangement to the model's.
// Must not depend on containers and layer kinds: it stands between them.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "core/nn/model/layer.h"
#include "core/nn/model/tensor.h"

namespace convscope::keras {

/// One weight as the file stores it.
struct StoredWeight {
    std::string name;  ///< Keras's, as in "kernel"
    nn::Shape shape;   ///< in the file
    bool trainable = true;
    bool unused = false;  ///< Keras stores it, but the model has no use for it: its values are not read
    std::vector<float> values;
};

/// The weights of a layer. Those of a nested model contain its layers, in the order in which its configuration lists
/// them.
struct LayerWeights {
    std::string name, class_name;
    bool trainable = true;
    std::vector<std::size_t> weights;  ///< indices into ModelWeights::all, in Keras's order
    std::vector<LayerWeights> layers;

    bool has_weights() const;
};

/// All weights of a model, in the order in which its layers were read. A container's reader fills in the values.
struct ModelWeights {
    std::vector<StoredWeight> all;
    LayerWeights model;
};

/// Fills in the values of all weights that are not unused, as many as their shape says. Throws LoadError.
using WeightReader = std::function<void(ModelWeights&)>;

/// The steps from a stored weight to a model's, in this order.
struct WeightConversion {
    std::size_t weight = 0;         ///< index into ModelWeights::all
    nn::Shape view;                 ///< the stored values get this shape
    std::vector<std::size_t> axes;  ///< axis i of the transposed weight is axis axes[i] of the view; empty: as stored
    bool rotated = false;           ///< the first two axes, rows and columns, are reversed: a rotation by 180 degrees
    nn::Shape shape;                ///< the result gets this shape
};
nn::Tensor model_weight(const WeightConversion& conversion, std::vector<float> values);

/// Throws LoadError for NaN and infinity. `weight` is the name in the file.
void check_finite(const std::vector<float>& values, const std::string& file, const std::string& weight,
                  const std::string& layer);

}  // namespace convscope::keras
