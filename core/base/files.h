// Whole files: read with a limit, written so that a crash never leaves half of one.
// Must not depend on their formats.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace convscope {

/// The file's bytes. Throws LoadError with a plain sentence for a missing file, a folder, a device, no permission, an
/// empty file or one larger than `limit` bytes. `remedy` says what to do if the file's content is at fault.
std::vector<std::uint8_t> read_file(const std::filesystem::path& file, std::uint64_t limit, const std::string& remedy);

/// Up to `count` bytes from the start of the file, for telling formats apart; empty when it cannot be read. Never
/// throws.
std::vector<std::uint8_t> read_start(const std::filesystem::path& file, std::size_t count) noexcept;

/// Writes to a new file in the same folder, then renames it into place: readers see the old file or the new one. Keeps
/// an existing file's permissions and writes through symbolic links. Throws LoadError.
void write_file_atomically(const std::filesystem::path& file, std::string_view content);

/// Throws the errors that write_file_atomically() finds before it writes. Call it before long work whose result is to
/// be saved. Changes no file.
void check_writable(const std::filesystem::path& file);

}  // namespace convscope
