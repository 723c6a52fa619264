// A model's weights before training: at random, all zero, all filters alike, or those of another model.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/nn/model/model.h"

namespace convscope::nn {

/// glorot: Glorot-uniform kernels, the rest zeros and ones. zeros: all kernels 0. twins: Glorot-uniform kernels, but
/// all filters and units of a layer, except the last layer's, have equal values and are weighted equally by the layer
/// after them. They then get equal gradients and stay equal, up to rounding. small: Glorot-uniform kernels, the first
/// one ten times smaller, so that what its filters learn soon outweighs the noise that they start with.
enum class WeightStart : std::uint8_t { glorot, zeros, twins, small };
inline constexpr std::array<std::string_view, 4> kWeightStartNames{"glorot", "zeros", "twins", "small"};

/// The model with new weights. For glorot it equals initialised().
Model with_start(const Model& model, WeightStart start, std::uint64_t seed);
/// The model with the weights of `given` in every layer that has one of the same name and shapes in `given`; the number
/// of these layers is written to `taken`.
Model with_weights_of(const Model& model, const Model& given, int& taken);
/// `given` with a new last layer for another number of classes, to train it on: the last Dense layer gets new weights
/// from the seed, all others are kept. Keeps the model if it already has as many classes. Throws ModelError if the
/// model's output is not that of a Dense layer.
Model with_classes(const Model& given, std::int64_t classes, std::vector<std::string> class_names, std::uint64_t seed);

}  // namespace convscope::nn
