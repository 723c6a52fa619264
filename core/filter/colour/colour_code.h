// "Show the code" of a filter with three slices: Python lines that compute it with NumPy, SciPy, OpenCV or Keras.
#pragma once

#include <string>

#include "core/filter/code/code.h"
#include "core/filter/colour/colour_filter.h"

namespace convscope {

/// The picture as a NumPy array of rows x columns x 3, for PictureFile::values.
std::string colour_array_code(const Picture& picture);

/// Complete, runnable Python. Each script gives arrays `filtered` and, with pooling, `pooled`, equal to convscope's
/// within float rounding. A slice that is off is multiplied by 0. Steps without effect are omitted. The settings must
/// have stride 1, dilation 1 and a border other than `keep`; `file.values` is empty or colour_array_code().
std::string colour_numpy_code(const ColourFilterSettings& settings, const PictureFile& file);
std::string colour_scipy_code(const ColourFilterSettings& settings, const PictureFile& file);
std::string colour_opencv_code(const ColourFilterSettings& settings, const PictureFile& file);
std::string colour_keras_code(const ColourFilterSettings& settings, const PictureFile& file);

}  // namespace convscope
