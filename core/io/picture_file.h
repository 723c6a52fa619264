// Opens pictures and tables of numbers as pictures.
#pragma once

#include <filesystem>

#include "core/image/picture.h"

namespace convscope {

/// The picture of a file: what load_picture() reads; a NumPy array of rows x columns or rows x columns x 1 or 3; a text
/// of numbers as read_number_table() reads it. The numbers of arrays and texts are the pixels, unchanged. A text
/// with one number per line is a picture of one column. Throws LoadError.
Picture load_picture_file(const std::filesystem::path& file);

/// True for a text with one number per line. Such a file can be a picture of one column, but its lines can also be
/// labels
/// ("0", "1", ... of handwritten digits), and file_kind() calls it `labels`: it is a picture if no open model has as
/// many classes as it has lines.
bool is_column_of_numbers(const std::filesystem::path& file);

}  // namespace convscope
