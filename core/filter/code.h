// "Show the code": Python lines that compute the current settings with NumPy, SciPy, OpenCV or Keras.
#pragma once

#include <string>

#include "core/filter/settings.h"
#include "core/image/picture.h"

namespace convscope {

/// Complete, runnable Python. `file` is the picture's file name: .npy or a format that Pillow and OpenCV read, 8-bit
/// and without transparency. Each script gives arrays `filtered` and, with pooling, `pooled`, equal to ours within
/// float rounding. Grey may differ by 1 if a library rounds its luma differently. Steps without effect are omitted.
std::string numpy_code(const FilterSettings& settings, const std::string& file, Channel channel);
std::string scipy_code(const FilterSettings& settings, const std::string& file, Channel channel);
std::string opencv_code(const FilterSettings& settings, const std::string& file, Channel channel);
std::string keras_code(const FilterSettings& settings, const std::string& file, Channel channel);

}  // namespace convscope
