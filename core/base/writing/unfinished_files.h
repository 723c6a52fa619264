// The new files of write_file_atomically() that a crash or the end of the process interrupts.
#pragma once

#include <filesystem>

namespace convscope {

/// Removes the new files that write_file_atomically() left in `folder` when a crash or a power cut interrupted it.
/// Removes only files older than an hour. write_file_atomically() itself calls it for its folder.
void remove_stale_files(const std::filesystem::path& folder) noexcept;

/// Removes the new files of writes that are running now. Call it immediately before the process ends without waiting
/// for them: every later write waits forever.
void abandon_writes() noexcept;

}  // namespace convscope
