// Sessions: a document as a JSON file. The picture is named by its path, not stored. Knows no window.
#pragma once

#include <filesystem>
#include <string>

#include "app/document/document.h"

namespace convscope {

inline constexpr int kSessionVersion = 1;

/// The document without its picture's pixels: Document::picture holds file and is_sample only.
/// A relative picture path is taken from the session's folder. Throws LoadError: not JSON, not a session, a newer
/// version, or a value outside its limits (named).
Document load_session(const std::filesystem::path& file);
/// Written atomically. The picture's path is stored relative to the session where it lies in the same folder or below.
/// Throws LoadError.
void save_session(const std::filesystem::path& file, const Document& document);
/// True when the file's start says that it is a session. Never throws.
bool looks_like_session(const std::filesystem::path& file);

}  // namespace convscope
