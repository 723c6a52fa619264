// Decides by the names of a zip archive's entries what the archive is. Must not read the entries.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace convscope::archive {

/// A file in an archive.
struct Entry {
    std::string name;
    std::uint64_t bytes = 0;  ///< unpacked, as the archive's directory states it
};

enum class Kind {
    keras,         ///< Keras's .keras
    torch,         ///< PyTorch's weights or model; `main` is its pickle
    torch_script,  ///< PyTorch's torch.jit.save()
    numpy,         ///< .npz
    saved_model,   ///< a SavedModel of TensorFlow
    model,         ///< one model, in the entry `main`
    several,       ///< several models
    other,         ///< no model
};

struct Contents {
    Kind kind = Kind::other;
    std::string main;
    std::vector<Entry> files;         ///< for Kind::model: `main` and the other files of its folder
    std::vector<std::string> models;  ///< for Kind::several: their names
};

/// Ignores entries that operating systems add, and entries with unsafe names.
Contents contents_of(const std::vector<Entry>& all);
/// True for a relative path without "..", empty parts, backslashes and control characters.
bool is_safe_name(const std::string& name);

}  // namespace convscope::archive
