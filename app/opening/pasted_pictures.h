// Keeps pictures from the clipboard as files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace convscope {

/// Writes the bytes of a picture's file into the folder, which it creates, as "Pasted 2026-03-14 09.30.05.png", and
/// returns the path. Keeps the last 100 pasted pictures. Throws LoadError.
std::filesystem::path keep_pasted_picture(const std::filesystem::path& folder, std::span<const std::uint8_t> bytes,
                                          const std::string& ending);

}  // namespace convscope
