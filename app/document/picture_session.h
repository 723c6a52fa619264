// The Filter Lab's picture in a session: its place, and the pixels of a small picture, so that the session is complete
// without its file. Must not read pictures: that takes long and is done in the background by the caller.
#pragma once

#include <filesystem>

#include "app/document/json_values.h"

namespace convscope {

/// The picture's place as file_reference_json() writes it, or its name if it is in no file. Pictures that can_edit()
/// have their pixels in it, unless they are samples. Throws LoadError as file_reference_json() does.
Json picture_json(const OpenPicture& picture, const std::filesystem::path& session);
/// Reads what picture_json() wrote. The picture has no planes if the session does not hold its pixels. Throws LoadError
/// for a missing key, another type or a value outside its limits.
OpenPicture read_open_picture(const JsonReader& reader, const std::filesystem::path& session);

}  // namespace convscope
