// The weights that a Keras model wants, layer by layer, and how what a file holds becomes a model's: what containers
// are asked for. Knows no container and no layer kind.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/nn/model/layer.h"
#include "core/nn/model/tensor.h"

namespace convscope {

/// One weight as a layer of Keras keeps it.
struct KerasWeight {
    std::string name;  ///< Keras's, as in "kernel"
    nn::Shape shape;   ///< in the file
    bool trainable = true;
    bool unused = false;  ///< Keras keeps it, the model has no use for it: no values are wanted
    std::vector<float> values;
};

/// A layer of the file. Nested models hold layers of their own, in the order in which their configuration lists them.
struct KerasHolder {
    std::string name, class_name;
    bool trainable = true;
    std::vector<std::size_t> weights;  ///< places in KerasWeights::all, in Keras's order
    std::vector<KerasHolder> layers;

    bool has_weights() const;
};

/// Everything that a model wants, in the order in which it was met. Filled in by a container's reader.
struct KerasWeights {
    std::vector<KerasWeight> all;
    KerasHolder model;
};

/// Fills in the values of all weights that are not unused, as many as their shape says. Throws LoadError.
using KerasWeightReader = std::function<void(KerasWeights&)>;

/// How a model's weight is made of a file's: seen under the shape `view`, its axes exchanged (the model's axis i is
/// axes[i] of the view; none: as they are), rows and columns (the first two axes then) turned round, and called
/// `shape`.
struct KerasWeightUse {
    std::size_t weight = 0;
    nn::Shape view;
    std::vector<std::size_t> axes;
    bool flipped = false;
    nn::Shape shape;
};
nn::Tensor model_weight(const KerasWeightUse& use, std::vector<float> values);

/// Throws LoadError for NaN and infinity. `weight` as the file calls it.
void check_finite(const std::vector<float>& values, const std::string& file, const std::string& weight,
                  const std::string& layer);

}  // namespace convscope
