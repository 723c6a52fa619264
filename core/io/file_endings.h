// The endings of the files that the program opens, in lower case. A file's kind depends on its content (file_kind.h);
// endings select which files a dialog lists, and which texts may be labels.
#pragma once

#include <algorithm>
#include <array>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace convscope {

inline constexpr std::array<std::string_view, 20> kPictureEndings{
    ".png",  ".jpg", ".jpeg", ".jfif", ".webp", ".avif", ".heic", ".heif", ".hif", ".tif",
    ".tiff", ".bmp", ".tga",  ".gif",  ".pnm",  ".ppm",  ".pgm",  ".pbm",  ".psd", ".hdr"};
/// Arrays and models.
inline constexpr std::array<std::string_view, 6> kDataEndings{".npy", ".h5", ".hdf5", ".keras", ".onnx", ".zip"};
/// Labels, tables of numbers, sessions, and models whose layers are JSON.
inline constexpr std::array<std::string_view, 8> kTextEndings{".json",  ".txt",    ".csv",  ".tsv",
                                                              ".names", ".labels", ".yaml", ".yml"};

/// The ending of the file's name in lower case, ".png"; empty if it has none.
inline std::string ending_of(const std::filesystem::path& file) {
    std::string ending = file.extension().string();
    // Only ASCII letters: endings have no others.
    std::ranges::transform(ending, ending.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return ending;
}

inline bool has_ending(const std::filesystem::path& file, std::span<const std::string_view> endings) {
    return std::ranges::find(endings, ending_of(file)) != endings.end();
}

}  // namespace convscope
