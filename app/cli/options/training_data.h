// The labelled pictures of `train` and `dataset`: a folder, or a set that the program draws.
#pragma once

#include <cstdint>
#include <string>

#include "core/io/dataset/training_folder.h"

namespace convscope {

/// The number of pictures that are drawn if the command line gives none.
inline constexpr std::int64_t kDefaultDrawnImages = 10'000;

/// `data` is a folder or "drawn:NAME". Of a drawn set there are `images` pictures (0: kDefaultDrawnImages) from the
/// seed; of a folder all. Throws LoadError.
TrainingFolder load_training_data(const std::string& data, std::int64_t images, std::uint64_t seed);

}  // namespace convscope
