// Networks of the sizes that people bring: six that torchvision offers, for pictures of 224 x 224 with three channels
// and 1000 classes. They have the published layers and random weights, so that a measurement needs no file.
#pragma once

#include <cstdint>
#include <span>

#include "core/nn/model/model.h"

namespace convscope::bench {

/// The batch normalizations that directly follow a convolution: layers of their own as in training, or folded into the
/// convolution's kernel and bias as exporters do it.
enum class NormalizationStyle { separate, folded };

struct KnownNetwork {
    const char* name;         ///< torchvision's
    std::int64_t parameters;  ///< the published number of trained weights, with separate normalizations
    /// The network with random weights from the seed.
    nn::Model (*make)(NormalizationStyle style, std::uint64_t seed);
};

std::span<const KnownNetwork> known_networks();

}  // namespace convscope::bench
