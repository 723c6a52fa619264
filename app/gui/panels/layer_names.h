// The names of layers and shapes as readers see them.
#pragma once

#include <string>

#include "core/nn/model/model.h"

namespace convscope {

/// The node's name for readers: "Conv2D 64", "MaxPooling2D 2 x 2", "Dense 128", with true multiplication signs.
std::string display_name(const nn::Node& node);
/// "26 x 26 x 64", with true multiplication signs.
std::string shape_text(const nn::Shape& shape);
/// The node's declared shape and, if it differs, the shape of the picture that it stands for: "784 as 28 x 28", "28 x
/// 28".
std::string shape_text(const nn::Node& node);

}  // namespace convscope
