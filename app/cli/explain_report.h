// The arithmetic behind one value of a layer, as text or JSON. Computes nothing itself.
#pragma once

#include <string>

#include "core/nn/model/explanation.h"

namespace convscope {

/// For reading: windows side by side with kernels, the largest terms first. Ends with a line break.
std::string text_report(const nn::Explanation& explanation);
/// Everything, in the layer's own order. Ends with a line break.
std::string json_report(const nn::Explanation& explanation);

}  // namespace convscope
