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

/// A chain that was opened in Layers, and the size of its picture.
struct SavedChain {
    LabChain chain;
    Size picture;
};

struct Session {
    /// Without a network. Document::picture has no planes if the session does not hold its pixels.
    Document document;
    std::optional<NetworkDraft> network;  ///< nullopt if no model or no input picture was open
    /// True if the model was that of a chain. It is made again from `network_chain`, and `network` has the changes in
    /// it. Sessions of older versions hold neither: then it is made again, without changes, from the document's chain.
    bool network_is_chain = false;
    std::optional<SavedChain> network_chain;
};

/// Relative paths are taken from the session's folder. Throws LoadError: not JSON, not a session, a newer version, or a
/// value outside its limits (named).
Session load_session(const std::filesystem::path& file);
/// Writes atomically. Paths are stored relative to the session if they lie in the same folder or below. Throws
/// LoadError.
void save_session(const std::filesystem::path& file, const Document& document);

}  // namespace convscope
