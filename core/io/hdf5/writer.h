// Writes groups, text attributes and arrays of floats as h5py does, so that every Keras reads them.
// The file is made in memory and then written at once. Knows nothing of networks.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/hdf5/hdf5.h"

namespace convscope::hdf5 {

/// Paths are from the root; groups on the way are made. Every function throws LoadError with the file's name. To be
/// used within a Session.
class Writer {
  public:
    explicit Writer(const std::filesystem::path& path);

    void add_group(const std::string& path);
    /// A text of variable length, ASCII. `group` is "/" for the root.
    void set_text(const std::string& group, const std::string& attribute, const std::string& text);
    /// Texts of one fixed length, in several attributes attribute0, attribute1, ... where they are too long for one.
    void set_texts(const std::string& group, const std::string& attribute, const std::vector<std::string>& texts);
    /// Little-endian float32.
    void add_floats(const std::string& path, const std::vector<std::int64_t>& shape, const std::vector<float>& values);

    /// Writes the file, replacing an old one only when all is there.
    void save();

  private:
    void write_texts(const Handle& group, const std::string& attribute, const std::string* first, std::size_t count,
                     std::size_t length);
    Handle open_group(const std::string& path) const;
    /// The identifier, unless it says that something failed.
    Handle checked(Handle handle) const;
    void check(herr_t result) const;

    std::filesystem::path path_;
    Handle file_;
    Handle links_;
};

}  // namespace convscope::hdf5
