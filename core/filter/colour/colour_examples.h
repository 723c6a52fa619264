// Example colour filters, each of which shows one use of three slices.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "core/base/text/translation.h"
#include "core/filter/colour/colour_filter.h"
#include "core/image/colours/colour_policy.h"

namespace convscope {

/// slug is the name in sessions ("red-green"), name the one in the interface, note a text about the map. All slices are
/// 3 x 3 and on, the weight is 1 and the bias 0.
struct ColourExample {
    std::string_view slug;
    Message name;
    std::array<Kernel, kColourChannels> slices;
    Message note;
};

std::span<const ColourExample> colour_examples();
/// The example with this slug; nullptr if there is none.
const ColourExample* find_colour_example(std::string_view slug);

/// The kind of the responses to all slices together, by the rule of response_kind(). Slices that are off count too, so
/// that switching a slice on or off does not change the colours. The slices must be 3 x 3 or smaller.
ValueKind colour_response_kind(const ColourFilterSettings& settings);

}  // namespace convscope
