// "Show the code": Python lines that compute the current settings with NumPy, SciPy, OpenCV or Keras.
#pragma once

#include <optional>
#include <string>

#include "core/filter/settings.h"
#include "core/image/files/format.h"
#include "core/image/picture.h"

namespace convscope {

/// The picture's file, and what a script must know about it to read the values that are on screen.
struct PictureFile {
    std::string name = {};    ///< .npy, a text of numbers, or a format that Pillow and OpenCV read
    std::string values = {};  ///< array_code() of a picture that is not in a file; then `name` is not used
    bool is_transparent = false;
    bool is_deep = false;  ///< more than 8 bits per channel
    bool is_grey = false;
    bool is_readable = true;      ///< false: neither Pillow nor OpenCV reads all values as they are on screen
    bool is_opencv_exact = true;  ///< false: only Pillow reads all values as they are on screen
    bool is_rotated = false;      ///< the file states that the picture must be rotated or mirrored
    std::optional<PictureFormat> format = {};
    std::string note = {};  ///< comment lines for the code, see unreadable_note()
    int maximum = 0;        ///< the value of white in a PNM file; 0 for other formats
    float factor = 1;       ///< by which the numbers of an array or a text are multiplied
    char separator = ',';   ///< separator of the numbers in a text file; ' ': any number of blanks
};
/// Reads the file. A small text that np.loadtxt() cannot read becomes `values`. The code of a file that is not
/// `is_readable` gives other values: use PictureFile::values or another file.
PictureFile picture_file(std::string name, const Picture& picture);
/// Comment lines that tell why the code does not read this file, which is not `is_readable`.
std::string unreadable_note(const PictureFile& file);

/// The plane as a NumPy array: "np.array([[0, 64],\n [48, 192]])".
std::string array_code(const Plane& plane);

/// Complete, runnable Python. Each script gives arrays `filtered` and, with pooling, `pooled`, equal to convscope's
/// within float rounding. Grey may differ by 1 if a library rounds its luma differently, and so may the bytes of a PNM
/// file whose maximum is not 255, because Pillow rounds halves to even numbers. Values of JPEG files differ by up to 3,
/// and by more at a few edges of colours, because JPEG decoders round differently. Steps without effect are omitted.
std::string numpy_code(const FilterSettings& settings, const PictureFile& file, Channel channel);
std::string scipy_code(const FilterSettings& settings, const PictureFile& file, Channel channel);
std::string opencv_code(const FilterSettings& settings, const PictureFile& file, Channel channel);
std::string keras_code(const FilterSettings& settings, const PictureFile& file, Channel channel);

}  // namespace convscope
