// The arithmetic of one value of a map as text: the sum of its input channels' products. Must not include anything that
// draws, so that it can be tested without a window.
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

/// The arithmetic at one place of the maps. All numbers have equal decimals and add up as written.
struct ProductArithmetic {
    int decimals = 0;
    std::vector<double> numbers;  ///< the products in the order of the page, then the bias if the layer has one
    std::string sum;              ///< "0.12 (0) - 0.05 (2) + 0.01 (bias) = 0.08"; of many products, only the largest
    std::string result;           ///< "ReLU: 0.38"; empty before the activation is applied, or if it is linear
};

/// The part of the sum to write: the first `channels` of `order`, with or without the bias.
struct WrittenPart {
    std::span<const int> order;  ///< indexes into ProductMaps::maps
    std::size_t channels = 0;
    bool bias = false;
};

/// With more than kMaxWritten + 1 channels, only this many products are written, and the sum of the others.
inline constexpr std::size_t kMaxWritten = 12;

/// The arithmetic at a row and column of the maps. It ends with the result if `activated`, the value after the
/// activation, is given. If `turned_off` is true, the map is ablated, so its value is 0.
ProductArithmetic product_arithmetic(const nn::ProductMaps& maps, const nn::Position& at, const WrittenPart& part,
                                     const nn::Activation& activation, std::optional<float> activated, bool turned_off);

}  // namespace convscope
