// Sessions: a document as a JSON file. Model and large pictures are named by their paths, not stored.
// Must not include the interface: opening a session is tested without a window.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "app/document/network/network_session.h"

namespace convscope {

/// 1: the first edition, which wrote "preparation" and "silenced" for "preprocessing" and "ablated".
inline constexpr int kSessionVersion = 2;

struct Session {
    /// Without a network. Document::picture has no planes if the session does not hold its pixels.
    Document document;
    std::optional<NetworkDraft> network;  ///< nullopt if no model was open
    bool network_is_chain = false;        ///< the model was that of the chain: it is made again from the document
};

/// Relative paths are taken from the session's folder. Throws LoadError: not JSON, not a session, a newer version, or a
/// value outside its limits (named).
Session load_session(const std::filesystem::path& file);
/// Writes atomically. Paths are stored relative to the session if they lie in the same folder or below. Throws
/// LoadError.
void save_session(const std::filesystem::path& file, const Document& document);

}  // namespace convscope
