// The edits of the filter with three slices, as commands. Edits of values with gesture 0 decide LabColour::kind; edits
// of a drag keep it.
#pragma once

#include <cstdint>
#include <string>

#include "app/document/history.h"

namespace convscope {

/// Sets one value of slice `slice` (0 red, 1 green, 2 blue); limited by limit_filter_value().
Command set_slice_value(std::size_t slice, int row, int col, float value, std::uint64_t gesture = 0);
/// Sets a slice's kernel, resized to 3 x 3.
Command set_slice(std::size_t slice, const Kernel& kernel, std::string label);
/// Sets one kernel, resized to 3 x 3, in all three slices.
Command set_all_slices(const Kernel& kernel, std::string label);
/// Switches a slice on or off. Its values are kept.
Command switch_slice(std::size_t slice, bool on);
/// Sets the slices of an example, with weight 1, bias 0 and all slices on.
Command use_colour_example(const ColourExample& example);

Command set_colour_weight(float weight, std::uint64_t gesture = 0);
Command set_colour_bias(float bias, std::uint64_t gesture = 0);
/// The border must not be `keep`.
Command set_colour_border(Border border);
Command set_colour_activation(Activation activation);
Command set_colour_pooling(Pooling pooling);
Command set_colour_pool_size(int size);

}  // namespace convscope
