// The paths of files in a session: relative to the session's folder if the file lies in it or below, so that session
// and files can be moved together.
#pragma once

#include <filesystem>
#include <string>

#include "app/document/json_values.h"

namespace convscope {

/// The file's path as above, or a sample's name. `what` names the file in errors: "the picture". Throws LoadError for a
/// path that is not valid UTF-8, which JSON requires.
Json file_reference_json(const std::filesystem::path& file, bool is_sample, const std::filesystem::path& session,
                         const std::string& what);
/// Reads what file_reference_json() wrote. Returns the file's absolute path, or the sample's name, and sets
/// `is_sample`. Throws LoadError for a missing key or a wrong type.
std::filesystem::path read_file_reference(const JsonReader& reader, const std::filesystem::path& session,
                                          bool& is_sample);

}  // namespace convscope
