// Opens pictures and tables of numbers as pictures.
#pragma once

#include <filesystem>

#include "core/image/picture.h"

namespace convscope {

/// The picture of a file: what load_picture() reads; a NumPy array of rows x columns or rows x columns x 1 or 3; a text
/// of numbers as read_number_table() reads it. The numbers of arrays and texts are the pixels, unchanged. Throws
/// LoadError.
Picture load_picture_file(const std::filesystem::path& file);

}  // namespace convscope
