// Tells which Python libraries read a picture's file with the values of load_picture(). Measured with Pillow 9.4 and
// OpenCV 4.6 on files of every kind.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/image/files/format.h"

namespace convscope {

struct PythonReaders {
    std::optional<PictureFormat> format = {};  ///< nullopt: the file is not a picture
    bool any = true;                           ///< at least one library reads all values; false also for a damaged file
    bool opencv = true;                        ///< OpenCV reads all values if it keeps all of the file's bits
    bool is_rotated = false;  ///< Pillow's ImageOps.exif_transpose() is needed to rotate the picture upright
};

/// `bytes` are a whole file. `is_deep`: it has more than 8 bits per channel. `is_transparent`: see has_transparency().
PythonReaders python_readers(std::span<const std::uint8_t> bytes, bool is_deep, bool is_transparent);

}  // namespace convscope
