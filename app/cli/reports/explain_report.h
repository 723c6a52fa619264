// The arithmetic behind one value of a layer, as text or JSON. Computes nothing itself.
#pragma once

#include <string>

#include "core/nn/model/explanation.h"

namespace convscope {

/// A text for people: each window next to its kernel; only the largest terms (10) or input channels (4) of a sum. Ends
/// with a line break.
std::string text_report(const nn::Explanation& explanation);
/// All terms as one JSON object, in the layer's own order. Ends with a line break.
std::string json_report(const nn::Explanation& explanation);

}  // namespace convscope
