// Fitted pictures of class folders on disk, so that a large folder is read once. A cached set is used only if no file
// of the folder has changed; a cache that is damaged, or that cannot be written, is as good as none.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "core/io/dataset/class_folder.h"
#include "core/nn/model/tensor.h"

namespace convscope {

/// Smaller sets are read again each time: that takes less than a second.
inline constexpr std::size_t kMinCachedFiles = 500;
/// The newest sets that are kept; older ones are deleted when another one is written.
inline constexpr std::size_t kMaxCachedSets = 6;

/// A number that changes with the names, sizes and times of the files, and with the shape they are fitted to.
std::uint64_t picture_cache_key(const ClassFolder& found, const nn::Shape& shape);
/// The pictures that were written under that key; nullopt if there are none.
std::optional<ClassPictures> load_cached_pictures(const std::filesystem::path& cache, std::uint64_t key);
/// Writes the pictures and deletes the oldest sets. False if it failed, for instance because the disk is full; then
/// nothing is left of them.
bool save_cached_pictures(const std::filesystem::path& cache, std::uint64_t key, const ClassPictures& pictures);

}  // namespace convscope
