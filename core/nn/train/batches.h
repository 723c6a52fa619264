// Batches for training: scaled, augmented on request, and in a new random order every epoch.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/nn/model/preprocessing.h"
#include "core/nn/train/augmentation.h"
#include "core/nn/train/dataset.h"

namespace convscope::nn {

/// Writes examples `indices` of the data set as a model's input: value x scale + offset. `out` must
/// have room for exactly these examples.
void fill_batch(const Dataset& data, std::span<const std::int64_t> indices, const Preprocessing& preprocessing,
                std::span<float> out);

/// fill_batch() with augmentation: each example is mirrored with probability 1/2 and shifted by up to two pixels along
/// both axes, at random from `seed` and its index. Pixels from outside the image are 0 before scaling.
void fill_augmented_batch(const Dataset& data, std::span<const std::int64_t> indices,
                          const Preprocessing& preprocessing, std::uint64_t seed, std::span<float> out);

/// fill_batch() with this kind of augmentation; each example is changed at random from `seed` and its index.
void fill_batch(const Dataset& data, std::span<const std::int64_t> indices, const Preprocessing& preprocessing,
                Augmentation augmentation, std::uint64_t seed, std::span<float> out);

/// Shuffles `indices` at random from the seed (Fisher and Yates).
void shuffle(std::span<std::int64_t> indices, std::uint64_t seed);

}  // namespace convscope::nn
