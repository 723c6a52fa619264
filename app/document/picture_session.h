// The Filter Lab's picture in a session: its place, and the pixels of a small picture, so that the session is complete
// without its file. Must not read pictures: that takes long, and the caller does it in the background.
#pragma once

#include <filesystem>

#include "app/document/json_values.h"

namespace convscope {

/// The picture's place as file_reference_json() writes it, or its name if it is not in a file. The JSON also has the
/// pixels if can_edit() accepts the picture's size and the picture is not a sample. Throws LoadError as
/// file_reference_json() does.
Json picture_json(const OpenPicture& picture, const std::filesystem::path& session);
/// Reads what picture_json() wrote. The picture has no planes if the session does not hold its pixels. Throws LoadError
/// for a missing key, a wrong type or a value outside its limits.
OpenPicture read_open_picture(const JsonReader& reader, const std::filesystem::path& session);

}  // namespace convscope
