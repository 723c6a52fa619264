// The text that describes an input's preprocessing.
#pragma once

#include <string>

#include "core/nn/input/picture_input.h"

namespace convscope {

/// The steps of preprocessing as a text: "512 x 512, inverted, fitted to 28 x 28, / 255", with real multiplication
/// signs. No line break splits a size.
std::string preprocessing_text(const nn::PictureInput& input, const nn::Model& model);

}  // namespace convscope
