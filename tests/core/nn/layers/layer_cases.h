// Cases for the tests of gradients, explanations and fast paths: every layer kind, with parameters and input shapes
// that together cover all of its code.
#pragma once

#include <string>
#include <vector>

#include "core/nn/model/layer.h"

namespace convscope::nn {

struct LayerCase {
    std::string name;  ///< as in "Conv2D 3x3 stride 2x1 same on 7, 6, 3"
    SharedLayer layer;
    std::vector<Shape> inputs;  ///< of one example
};

/// False for functions that are not defined for some numbers, such as a logarithm. For powers the exponent decides.
bool takes_all_numbers(const Activation& activation);

/// All cases, the same in every call. They are small, because the tests compute a finite difference for every value.
std::vector<LayerCase> layer_cases();

}  // namespace convscope::nn
