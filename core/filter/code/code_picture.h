// The Python lines that read the picture. For code.cpp and colour/colour_code.cpp only.
#pragma once

#include <string>

#include "core/filter/code/code.h"

namespace convscope {

/// The import of the module that reads the picture: Pillow, or OpenCV if only OpenCV can read it; empty if NumPy does.
std::string picture_imports(const PictureFile& file);
/// image = ..., read with Pillow if Pillow keeps all values; `type` is NumPy's name of the values' type.
std::string picture_lines(const PictureFile& file, Channel channel, const std::string& type);
/// The import that opencv_picture_lines() needs in addition to OpenCV and NumPy; empty if none.
std::string opencv_picture_imports(const PictureFile& file);
/// image = ..., read with OpenCV, whose channels are blue, green, red.
std::string opencv_picture_lines(const PictureFile& file, Channel channel);

/// The four functions below read all channels: image is an array of rows x columns x 3 in the order red, green, blue.
/// A grey picture gives three equal channels. `file.values`, if it is not empty, is the code of such an array.
std::string colour_picture_imports(const PictureFile& file);
std::string colour_picture_lines(const PictureFile& file, const std::string& type);
std::string colour_opencv_imports(const PictureFile& file);
std::string colour_opencv_lines(const PictureFile& file);

}  // namespace convscope
