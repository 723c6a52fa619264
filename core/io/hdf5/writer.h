// Writes groups, text attributes and arrays of floats to a new HDF5 file, in h5py's form, which every version of Keras
// reads. The file is built in memory and then written at once. Must not depend on networks.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/hdf5/hdf5.h"

namespace convscope::hdf5 {

/// Paths begin at the root; missing groups on a path are added. Every function throws LoadError with the file's name. A
/// Session must exist.
class Writer {
  public:
    explicit Writer(const std::filesystem::path& path);

    void add_group(const std::string& path);
    /// Adds an attribute with a text, in ASCII and of variable length. `group` is "/" for the root.
    void set_text(const std::string& group, const std::string& attribute, const std::string& text);
    /// Adds an attribute with a list of texts of one fixed length; attribute0, attribute1, ... if one attribute is too
    /// small.
    void set_texts(const std::string& group, const std::string& attribute, const std::vector<std::string>& texts);
    /// Adds a dataset of little-endian float32.
    void add_floats(const std::string& path, const std::vector<std::int64_t>& shape, const std::vector<float>& values);

    /// Writes the file; an existing file is replaced only once the new one is complete.
    void save();

  private:
    void write_texts(const Handle& group, const std::string& attribute, const std::string* first, std::size_t count,
                     std::size_t length);
    Handle open_group(const std::string& path) const;
    /// Returns the handle, or throws LoadError if it is not valid().
    Handle checked(Handle handle) const;
    /// Throws LoadError for a negative result, which reports a failed call.
    void check(herr_t result) const;

    std::filesystem::path path_;
    Handle file_;
    Handle links_;
};

}  // namespace convscope::hdf5
