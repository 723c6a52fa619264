// Opens pictures and tables of numbers as pictures.
#pragma once

#include <filesystem>
#include <string>

#include "core/image/picture.h"

namespace convscope {

/// The picture of a file: what load_picture() reads; a NumPy array of rows x columns or rows x columns x 1 or 3; a text
/// of numbers as read_number_table() reads it. The numbers of arrays and texts are the pixels, unchanged. A text
/// with one number per line is a picture of one column. Throws LoadError.
Picture load_picture_file(const std::filesystem::path& file);

/// A picture whose values are brightness, and the factor by which the file's numbers were multiplied.
struct ScaledPicture {
    Picture picture;   ///< values 0..255
    float factor = 1;  ///< 255 or 1
};
/// load_picture_file(), for people and networks that expect white to be 255. The numbers of an array or a text are
/// multiplied by 255 if all are in 0..1 and at least one is a fraction, as in a picture that was scaled for a network.
/// Throws LoadError.
ScaledPicture load_scaled_picture(const std::filesystem::path& file);
/// The factor of load_scaled_picture(); 1 for a file that cannot be read.
float picture_factor(const std::filesystem::path& file);
/// The sentence that tells the user of a factor other than 1; empty for 1.
std::string factor_note(const std::filesystem::path& file, float factor);

/// True for a text with one number per line. Such a file can be a picture of one column, but its lines can also be
/// labels ("0", "1", ... of handwritten digits), and file_kind() calls it `labels`: it is opened as a picture if no
/// open model has as many classes as the file has lines.
bool is_column_of_numbers(const std::filesystem::path& file);

}  // namespace convscope
