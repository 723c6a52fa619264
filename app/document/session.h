// Sessions: a document as a JSON file. Model and large pictures are named by their paths, not stored.
// Must not include the interface: opening a session is tested without a window.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "app/document/network/network_session.h"

namespace convscope {

/// Version 1 wrote "preparation" and "silenced" for "preprocessing" and "ablated".
inline constexpr int kSessionVersion = 2;

/// A chain that was opened in Layers, and the size of its picture.
struct SavedChain {
    LabChain chain;
    Size picture;
};

struct Session {
    /// The document without a network. Document::picture has no planes if the session does not hold its pixels.
    Document document;
    std::optional<NetworkDraft> network;  ///< nullopt if no model or no input picture was open
    /// True if the model was that of a chain. It is rebuilt from `network_chain`, and `network` has its edits. Older
    /// sessions have neither: then it is rebuilt, without edits, from the document's chain.
    bool network_is_chain = false;
    std::optional<SavedChain> network_chain;
};

/// Reads the session. Relative paths start from its folder. Throws LoadError if the file is not JSON, not a session, or
/// of a newer version, or if a value is outside its limits (the error names it).
Session load_session(const std::filesystem::path& file);
/// Writes atomically. Paths are stored relative to the session if they lie in the same folder or below. Throws
/// LoadError.
void save_session(const std::filesystem::path& file, const Document& document);

}  // namespace convscope
