// The arithmetic behind a layer's shape and its number of parameters, in words: "(28 - 3) / 1 + 1 = 26" and
// "(3 x 3 x 1 + 1) x 64 = 640". Dumoulin and Visin, "A guide to convolution arithmetic for deep learning" (2016).
#pragma once

#include <string>
#include <string_view>

#include "core/nn/model/model.h"

namespace convscope::nn {

/// The multiplication sign for terminals; the interface uses kTimes.
inline constexpr std::string_view kPlainTimes = "x";
inline constexpr std::string_view kTimes = "\u00d7";

/// The formula of the output's size: "(28 - 3) / 1 + 1 = 26", "11 / 2 = 5: the last row and column are dropped". If
/// rows and columns differ, each gets its own formula.
std::string size_sentence(const SlidingWindow& window, std::string_view times = kPlainTimes);

/// The sum or product that gives the node's number of parameters; empty without parameters.
struct ParameterArithmetic {
    std::string formula;  ///< "(3 x 3 x 1 + 1) x 64 = 640"; a result from 1,000 has commas
    std::string words;    ///< the meaning of its numbers: "(kernel rows x columns x input maps + 1 bias) x filters"
};
ParameterArithmetic parameter_arithmetic(const Model& model, int node, std::string_view times = kPlainTimes);

/// The arithmetic of the node's output shape: size_sentence() for layers with a window, "5 x 5 x 64 = 1,600, against
/// 28 x 28 = 784 values of the input" for a flattened image, "64 + 32 = 96 maps" for a concatenation. Empty for layers
/// whose shape needs no arithmetic.
std::string shape_arithmetic(const Model& model, int node, std::string_view times = kPlainTimes);

/// The rows and columns at each side of a convolution's input on which no window is centred: the border that is lost
/// without padding. All 0 for other layers, with enough padding, and with a stride above 1, where the centres have gaps
/// everywhere.
struct LostBorder {
    std::int64_t top = 0, bottom = 0, left = 0, right = 0;
    bool empty() const { return top + bottom + left + right == 0; }
    bool operator==(const LostBorder&) const = default;
};
LostBorder lost_border(const Model& model, int node);

}  // namespace convscope::nn
