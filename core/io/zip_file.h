// Reads single entries of an untrusted zip archive into memory. Nothing is unpacked to disk, so an entry's name such as
// "../x" cannot overwrite a file. Must not depend on what the entries contain.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

struct zip;

namespace convscope {

/// True for the first bytes of a zip archive that is not empty.
bool starts_like_zip(std::span<const std::uint8_t> start);

/// A file in an archive.
struct ZipEntry {
    std::string name;
    std::uint64_t bytes = 0;  ///< unpacked, as the archive's directory states it
};

/// Archives with more entries are refused.
inline constexpr std::size_t kMaxZipEntries = 1 << 16;

/// An open archive in memory. Every function throws LoadError.
class ZipFile {
  public:
    /// `archive` must exist as long as this object; `file` is used in errors.
    ZipFile(std::span<const std::uint8_t> archive, std::string file);

    /// The bytes of the entry; nullopt if there is none of that name. Throws if the entry is damaged or encrypted, or
    /// if it has more than `limit` bytes, either by the archive's directory or when it is unpacked.
    std::optional<std::vector<std::uint8_t>> read(const std::string& entry, std::uint64_t limit) const;
    /// Passes the entry's bytes to `take` in pieces of up to 1 MiB; false if there is no such entry.
    bool read_pieces(const std::string& entry, std::uint64_t limit,
                     const std::function<void(std::span<const std::uint8_t>)>& take) const;
    /// All entries except folders.
    std::vector<ZipEntry> entries() const;

  private:
    struct Close {
        void operator()(zip* archive) const;
    };

    std::string file_;
    std::unique_ptr<zip, Close> archive_;
};

}  // namespace convscope
