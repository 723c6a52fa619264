// Files that the program keeps for the user: named by the time, and only the last ones.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace convscope {

/// A path in the folder, which is created, that no file has yet: "START 2026-03-14 09.30.05ENDING".
std::filesystem::path free_path(const std::filesystem::path& folder, std::string_view start, std::string_view ending);
/// Removes the oldest files of the folder whose names begin with `start`, until `count` are left.
void keep_newest(const std::filesystem::path& folder, std::string_view start, std::size_t count);

}  // namespace convscope
