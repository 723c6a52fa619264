// The arithmetic of one value of a map as the sum of its input channels' products, in words. Must not include anything
// that draws, so that it can be tested without a window.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/nn/inspect/product_maps.h"
#include "core/nn/model/activation.h"
#include "core/nn/model/tensor.h"

namespace convscope {

/// The products at one place, in the order of the page. All numbers have equal decimals and add up as written.
struct ProductArithmetic {
    int decimals = 0;
    std::vector<double> numbers;  ///< the products in the order of the page, then the bias if the layer has one
    std::string sum;              ///< "0.12 (0) - 0.05 (2) + 0.01 (bias) = 0.08"; the largest if there are many
    std::string result;           ///< "ReLU: 0.38"; empty before the activation is applied, or if it is linear
};

/// The part of the sum that is written: the first `channels` of `order`, with or without the bias.
struct WrittenPart {
    std::span<const int> order;  ///< indexes into ProductMaps::maps
    std::size_t channels = 0;
    bool bias = false;
};

/// Above this number of channels, only kMaxWritten products are written, and the sum of the others.
inline constexpr std::size_t kMaxWritten = 12;

/// The arithmetic at a row and column of the maps. With `activated`, the value after the activation, it ends with the
/// result; `turned_off` says that the map is ablated, so that its value is 0.
ProductArithmetic product_arithmetic(const nn::ProductMaps& maps, const nn::Position& at, const WrittenPart& part,
                                     const nn::Activation& activation, std::optional<float> activated, bool turned_off);

}  // namespace convscope
