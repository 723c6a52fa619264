// Sums over the pixels of each channel of a layer, vectorised over the channels for the CPU they run on.
#pragma once

#include <cstddef>
#include <vector>

namespace convscope::nn {

/// One value per channel. Start with no_sums() and add pixels in any order.
struct ChannelSums {
    std::vector<float> low, high;  ///< of the finite values; kNoValues without one
    std::vector<double> sum;       ///< NaN if a value is NaN
    std::vector<double> zeros;     ///< the number of values that are exactly 0
};

ChannelSums no_sums(std::size_t channels);
/// Adds `pixels` pixels of as many values as there are channels.
void add_pixels(const float* values, std::size_t pixels, ChannelSums& sums);
/// Adds the sums of other pixels.
void add_sums(const ChannelSums& other, ChannelSums& sums);

}  // namespace convscope::nn
