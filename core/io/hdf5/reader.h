// Reads groups, text attributes and arrays of floats from untrusted HDF5 files. Follows only hard links and reads no
// other files. Must not depend on networks.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/files.h"
#include "core/io/hdf5/hdf5.h"

namespace convscope::hdf5 {

inline constexpr std::uint64_t kMaxFileBytes = std::uint64_t{1} << 31;

/// True for the first bytes of an HDF5 file.
bool starts_like_hdf5(std::span<const std::uint8_t> start);
/// The bytes of an HDF5 file. Throws LoadError if the file is of another kind, cannot be read or is larger than
/// kMaxFileBytes.
MappedFile map_file(const std::filesystem::path& path);

/// One group of an open file. Every function throws LoadError, with the file's name, for objects that are damaged or of
/// another kind than expected. A Session must exist.
class ReadGroup {
  public:
    /// The root of a file in memory, which must exist as long as this group and all groups in it. `file` is used in
    /// errors.
    static ReadGroup open(std::span<const std::uint8_t> image, const std::string& file);

    const std::string& file() const { return file_; }

    /// True if there is a group or dataset at this path in the group.
    bool has(const std::string& path) const;
    /// The paths of all datasets in the group, nested up to 24 deep.
    std::vector<std::string> datasets() const;

    /// The value of a text attribute; nullopt if there is none.
    std::optional<std::string> text(const std::string& attribute) const;
    /// The value of an attribute with a list of texts. Keras splits a long list into attribute0, attribute1, ...
    /// nullopt if neither form exists.
    std::optional<std::vector<std::string>> texts(const std::string& attribute) const;

    /// The group at this path in the group.
    ReadGroup group(std::string_view path) const;
    /// The values of the dataset at this path in the group, which must have exactly this shape and floats of 2, 4 or 8
    /// bytes. Checks shape, type and storage before it allocates memory.
    std::vector<float> floats(std::string_view path, const std::vector<std::int64_t>& shape) const;

  private:
    ReadGroup(std::string file, std::uint64_t file_bytes, Handle handle)
        : file_(std::move(file)), file_bytes_(file_bytes), handle_(std::move(handle)) {}

    static ReadGroup opened(std::string file, std::uint64_t bytes, Handle handle);
    Handle open_object(std::string_view path) const;
    std::vector<std::string> read_texts(const std::string& name) const;
    void check_storage(const Handle& dataset, std::uint64_t count, std::string_view path) const;

    std::string file_;
    std::uint64_t file_bytes_;
    Handle handle_;
};

}  // namespace convscope::hdf5
