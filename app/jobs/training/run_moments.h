// The snapshots of a run in one file, from which the time line of a kept run is filled again. The file holds the
// weights that training changes, as little-endian numbers. Must not include documents.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

#include "core/nn/model/model.h"
#include "core/nn/train/watch/timeline.h"

namespace convscope {

/// The size to which the snapshots of a kept run are thinned: all of the default run, 32 of the course's.
inline constexpr double kMaxMomentsBytes = 32e6;

/// The snapshots as the bytes of a file, thinned to kMaxMomentsBytes.
std::string encode_moments(const nn::Snapshots& snapshots);
/// Reads encode_moments() for the trained model of that run. `name` is used in errors. Throws LoadError for damaged
/// bytes and for those of a model with other weights.
nn::Snapshots decode_moments(std::span<const std::uint8_t> bytes, const nn::Model& model, const std::string& name);

}  // namespace convscope
