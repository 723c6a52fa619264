// Lists and unpacks an untrusted zip archive. Both run in a confined process, because the archive may be damaged or
// hostile. Must not depend on what the archive contains.
#pragma once

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <vector>

#include "core/io/archive/contents.h"

namespace convscope::archive {

/// The limit for an archive and for all that is unpacked from it.
inline constexpr std::uint64_t kMaxBytes = std::uint64_t{1} << 31;

/// A new folder for temporary files that only this user can read. The destructor removes it with its content.
class PrivateFolder {
  public:
    /// Throws std::filesystem::filesystem_error if there is no place for temporary files.
    PrivateFolder();
    ~PrivateFolder();
    PrivateFolder(const PrivateFolder&) = delete;
    PrivateFolder& operator=(const PrivateFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

/// The files in the archive, without its folders. Throws LoadError.
std::vector<Entry> entries_of(const std::filesystem::path& archive, const std::stop_token& stop = {});
/// Writes these files, whose names must be safe, into `folder`. Checks the stated sizes before anything is unpacked;
/// a file that is longer than stated is refused. Throws LoadError.
void unpack(const std::filesystem::path& archive, const std::vector<Entry>& files, const std::filesystem::path& folder,
            const std::stop_token& stop = {});

}  // namespace convscope::archive
