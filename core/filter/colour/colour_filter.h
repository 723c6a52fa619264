// A filter on a picture in colour: one kernel for each channel, as a filter of a network's first layer has. The
// products of all three are summed into one map.
#pragma once

#include <array>
#include <string>

#include "core/filter/explain.h"
#include "core/filter/result.h"
#include "core/filter/settings.h"
#include "core/image/picture.h"

namespace convscope {

inline constexpr std::size_t kColourChannels = 3;
/// The picture's channels, in the order of the slices.
inline constexpr std::array<Channel, kColourChannels> kSliceChannels{Channel::red, Channel::green, Channel::blue};

/// filtered = activation(weight * (sum(window_red * slices[0]) + sum(window_green * slices[1]) + sum(window_blue *
/// slices[2])) + bias); pooled = pooling(filtered). A slice that is off adds nothing.
struct ColourFilterSettings {
    std::array<Kernel, kColourChannels> slices{};  ///< all of the same size
    std::array<bool, kColourChannels> on{true, true, true};
    /// All other settings; the kernel in `steps` is not used.
    FilterSettings steps;
    bool operator==(const ColourFilterSettings&) const = default;
};

/// The settings of one slice alone: `steps` with the slice's kernel. Every slice has the sizes and windows of the whole
/// colour filter.
FilterSettings slice_settings(const ColourFilterSettings& settings, std::size_t slice);

/// The message of geometry_problem(), or a message if the slices differ in size or the border is `keep`, because a map
/// of three channels has no border of the input to keep. Empty if there is no problem.
std::string colour_geometry_problem(Size input, const ColourFilterSettings& settings);

/// Computes the definition, one pixel at a time in double precision. All channels of a grey picture are equal. Throws
/// std::invalid_argument with the message of colour_geometry_problem().
FilterResult colour_filter_reference(const Picture& picture, const ColourFilterSettings& settings);

/// Computes the result of colour_filter_reference() in one fused pass, as filter() does, with the same accuracy.
void colour_filter(const Picture& picture, const ColourFilterSettings& settings, FilterResult& result);

/// The arithmetic of filtered(row, col): slices[i] has the terms and the sum of one channel. The results of a slice
/// that is off are 0, but it has terms, which can be shown as not counted. `sum` is the sum of the slices that are on;
/// weighted, biased and activated are computed from `sum`.
struct ColourPixelExplanation {
    int row = 0, col = 0;
    int taps = 3;  ///< every slice has taps * taps terms, row by row
    struct Slice {
        bool on = true;
        std::vector<Term> terms;
        double sum = 0;
    };
    std::array<Slice, kColourChannels> slices;
    double sum = 0;
    double weighted = 0;
    double biased = 0;
    double activated = 0;
};
/// (row, col) must lie inside the filtered map.
ColourPixelExplanation explain_colour_pixel(const Picture& picture, const ColourFilterSettings& settings, int row,
                                            int col);
/// The arithmetic of pooled(row, col), in the form of explain_pool().
PoolExplanation explain_colour_pool(const Picture& picture, const ColourFilterSettings& settings, int row, int col);

}  // namespace convscope
