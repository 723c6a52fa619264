// "Show the code": the lines that do the present settings' work in the libraries students meet.
#pragma once

#include <string>

#include "core/filter/settings.h"
#include "core/image/picture.h"

namespace convscope {

/// Complete, runnable Python, given the name of the picture's file (.npy or what Pillow and OpenCV read; 8-bit and
/// without transparency); each yields arrays `filtered` and, with pooling, `pooled`, equal to ours within float
/// rounding. Grey may differ by 1 where a library rounds its luma otherwise. Steps without effect are left out.
std::string numpy_code(const FilterSettings& settings, const std::string& file, Channel channel);
std::string scipy_code(const FilterSettings& settings, const std::string& file, Channel channel);
std::string opencv_code(const FilterSettings& settings, const std::string& file, Channel channel);
std::string keras_code(const FilterSettings& settings, const std::string& file, Channel channel);

}  // namespace convscope
