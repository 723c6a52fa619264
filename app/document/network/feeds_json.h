// The feeds in a session file: the numbers of the inputs that take no picture.
// Must not open the files that feeds come from: the caller does that in the background.
#pragma once

#include <filesystem>

#include "app/document/json_values.h"

namespace convscope {

/// Throws LoadError as file_reference_json() does.
Json feeds_json(const nn::Feeds& feeds, const std::filesystem::path& session);
/// The list "feeds"; feeds of a file have no values yet. Throws LoadError for a missing key, another type or a value
/// outside its limits.
nn::Feeds read_feeds(const JsonReader& reader, const std::filesystem::path& session);

}  // namespace convscope
