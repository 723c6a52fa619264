// References from a session to its files: relative to the session if they lie in its folder or below, so that both can
// be moved together.
#pragma once

#include <filesystem>
#include <string>

#include "app/document/json_values.h"

namespace convscope {

/// The file's path, relative to the session if it lies in the same folder or below; or a sample's name. `what` ("the
/// picture") is for the error. Throws LoadError for a path that is not valid UTF-8, which JSON requires.
Json file_reference_json(const std::filesystem::path& file, bool is_sample, const std::filesystem::path& session,
                         const std::string& what);
/// Reads what file_reference_json() wrote: the file, absolute, or the sample's name. Throws LoadError as JsonReader
/// does.
std::filesystem::path read_file_reference(const JsonReader& reader, const std::filesystem::path& session,
                                          bool& is_sample);

}  // namespace convscope
