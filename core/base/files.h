// Reads or maps whole files up to a size limit. Writes files so that a crash never leaves a half-written one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace convscope {

/// The file's bytes. Throws LoadError for a missing file, a folder, a device, no permission, an empty file or one
/// larger than `limit` bytes. `remedy` tells the user what to do about an empty file.
std::vector<std::uint8_t> read_file(const std::filesystem::path& file, std::uint64_t limit, const std::string& remedy);

/// A file's bytes, read-only, without a copy in memory. If another program shortens the file meanwhile, an access to
/// the lost bytes ends the process (SIGBUS): access them only in an IsolatedWork.
class MappedFile {
  public:
    /// Checks the file and throws as read_file() does.
    MappedFile(const std::filesystem::path& file, std::uint64_t limit, const std::string& remedy);
    /// Maps the first `count` bytes, or the whole file if it is shorter. Throws like read_file(), but accepts any size.
    MappedFile(const std::filesystem::path& file, std::uint64_t count);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    std::span<const std::uint8_t> bytes() const { return bytes_; }
    /// Gives the memory of the bytes read so far back to the machine. They can still be read, from the file again.
    void release_memory() const;
    /// The whole file's size in bytes.
    std::uint64_t size() const { return size_; }

  private:
    void map(int descriptor, std::uint64_t count, const std::filesystem::path& file);

    std::span<const std::uint8_t> bytes_;
    std::uint64_t size_ = 0;
};

/// Up to `count` bytes from the start of the file, to recognise its format; empty if it cannot be read. Never throws.
std::vector<std::uint8_t> read_start(const std::filesystem::path& file, std::size_t count) noexcept;

/// Writes a new file in the same folder, then renames it: readers see the old file or the new one. Keeps an existing
/// file's permissions. If `file` is a symbolic link, replaces the file that the link points to. Throws LoadError.
void write_file_atomically(const std::filesystem::path& file, std::string_view content);

/// Throws the LoadError that write_file_atomically() would throw now, without changing any file. Call it before long
/// work whose result is to be saved.
void check_writable(const std::filesystem::path& file);

}  // namespace convscope
