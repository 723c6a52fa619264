// "Show the code": Python lines that compute the current settings with NumPy, SciPy, OpenCV or Keras.
#pragma once

#include <string>

#include "core/filter/settings.h"
#include "core/image/picture.h"

namespace convscope {

/// The picture's file, and what a script must know about it to read the values that are on screen.
struct PictureFile {
    std::string name = {};    ///< .npy, .csv with commas, or a format that Pillow and OpenCV read
    std::string values = {};  ///< array_code() of a picture that is in no file; then `name` is not used
    bool is_transparent = false;
    bool is_deep = false;  ///< more than 8 bits a channel
    bool is_grey = false;
};
/// `is_transparent`: see has_transparency().
PictureFile picture_file(std::string name, const Picture& picture, bool is_transparent);

/// The plane as a NumPy array: "np.array([[0, 64],\n [48, 192]])".
std::string array_code(const Plane& plane);

/// Complete, runnable Python. Each script gives arrays `filtered` and, with pooling, `pooled`, equal to ours within
/// float rounding. Grey may differ by 1 if a library rounds its luma differently. Steps without effect are omitted.
std::string numpy_code(const FilterSettings& settings, const PictureFile& file, Channel channel);
std::string scipy_code(const FilterSettings& settings, const PictureFile& file, Channel channel);
std::string opencv_code(const FilterSettings& settings, const PictureFile& file, Channel channel);
std::string keras_code(const FilterSettings& settings, const PictureFile& file, Channel channel);

}  // namespace convscope
