// Sessions: a document as a JSON file. Picture and model are named by their paths, not stored. Knows no window.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "app/document/network_session.h"

namespace convscope {

inline constexpr int kSessionVersion = 1;

struct Session {
    /// Without its picture's pixels: Document::picture holds file and is_sample only; and without a network.
    Document document;
    std::optional<NetworkDraft> network;  ///< none where no model was open
};

/// Relative paths are taken from the session's folder. Throws LoadError: not JSON, not a session, a newer version, or a
/// value outside its limits (named).
Session load_session(const std::filesystem::path& file);
/// Written atomically. Paths are stored relative to the session where they lie in the same folder or below.
/// Throws LoadError.
void save_session(const std::filesystem::path& file, const Document& document);

}  // namespace convscope
