// Every layer kind with parameters and input shapes that between them meet all of its code: what the tests of
// gradients, explanations and fast paths go through.
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

/// Small enough that a finite difference per value takes no time; the same ones at every call.
std::vector<LayerCase> layer_cases();

}  // namespace convscope::nn
