// Reads single entries of an untrusted zip archive into memory. Nothing is unpacked to disk, so an entry's name such as
// "../x" cannot overwrite a file. Must not depend on what the entries contain.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

struct zip;

namespace convscope {

/// True for the first bytes of a zip archive that is not empty.
bool starts_like_zip(std::span<const std::uint8_t> start);

/// An open archive. Every function throws LoadError.
class ZipFile {
  public:
    explicit ZipFile(const std::filesystem::path& path);

    /// The bytes of the entry; nullopt if there is none of that name. Throws if the entry is damaged or encrypted, or
    /// if it has more than `limit` bytes, either by the archive's directory or when it is unpacked.
    std::optional<std::vector<std::uint8_t>> read(const std::string& entry, std::uint64_t limit) const;

  private:
    struct Close {
        void operator()(zip* archive) const;
    };

    std::string file_;
    std::unique_ptr<zip, Close> archive_;
};

}  // namespace convscope
