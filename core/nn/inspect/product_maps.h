// The product maps of one filter of a convolution: for every input channel, the map that this channel and its kernel
// slice alone give. With the bias they add up to the map before the activation.
#pragma once

#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

#include "core/image/range.h"
#include "core/nn/model/edits.h"

namespace convscope::nn {

/// The product map of one input channel.
struct ProductMap {
    std::int64_t channel = 0;   ///< of the layer's input
    std::vector<float> values;  ///< rows x cols of the layer's output: input channel * kernel slice
    double sum = 0;             ///< of the values
    double share = 0;  ///< of the sum of all magnitudes in the filter's product maps, 0..1; the shares add up to 1
};

struct ProductMaps {
    std::int64_t filter = 0;
    std::int64_t rows = 0, cols = 0;
    std::vector<ProductMap> maps;  ///< of the input channels of the filter's group, ascending
    double bias = 0;
    bool has_bias = false;
    std::vector<float> before;  ///< rows x cols: the sum of the product maps plus the bias, before the activation
    Range range;                ///< of the values of all product maps
    Range sum_range;            ///< of the sum with and without the bias
    std::vector<int> by_share;  ///< indexes into maps, the largest share first
};

/// The most values that product_maps() keeps: 256 MB.
inline constexpr std::int64_t kMaxProductValues = std::int64_t{1} << 26;

/// True for convolutions, including depthwise and grouped ones.
bool has_product_maps(const Model& model, int node);
/// The number of values of one filter's product maps: input channels of a group x rows x cols.
std::int64_t product_values(const Model& model, int node);
/// The product maps of filter `filter` of the node, for which has_product_maps() must be true and product_values() at
/// most kMaxProductValues. `input` holds the values of the node's input. The kernel includes the edits; ablated
/// channels are ignored. Computed in double precision and rounded to float. After a stop request, the maps are empty.
ProductMaps product_maps(const Model& model, const Edits& edits, int node, std::int64_t filter,
                         std::span<const float> input, const std::stop_token& stop = {});
/// The sum of the first `count` maps of `order`, which holds indexes into `maps.maps`; rows x cols values.
std::vector<float> partial_sum(const ProductMaps& maps, std::span<const int> order, std::size_t count);

}  // namespace convscope::nn
