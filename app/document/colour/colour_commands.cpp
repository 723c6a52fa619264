#include "app/document/colour/colour_commands.h"

#include <array>
#include <utility>

#include "app/document/lab/lab_commands.h"
#include "core/base/text/translation.h"
#include "core/filter/kernel.h"

namespace convscope {

namespace {

using SliceLabels = std::array<Message, kColourChannels>;
constexpr SliceLabels kChangeLabels{tr("change of a value in the red slice"),
                                    tr("change of a value in the green slice"),
                                    tr("change of a value in the blue slice")};
constexpr SliceLabels kOnLabels{tr("turning on the red slice"), tr("turning on the green slice"),
                                tr("turning on the blue slice")};
constexpr SliceLabels kOffLabels{tr("turning off the red slice"), tr("turning off the green slice"),
                                 tr("turning off the blue slice")};

/// A change of the filter's values. Decides the filter's kind afterwards, unless the change is part of a drag.
Command change_of_values(std::string label, std::function<void(ColourFilterSettings&)> change,
                         std::uint64_t gesture = 0) {
    return {std::move(label),
            [change = std::move(change), gesture](Document& document) {
                change(document.colour.filter);
                if (gesture == 0) document.colour.decide_kind();
            },
            gesture};
}

/// A change of the steps after the sum.
Command change_of_steps(std::string label, std::function<void(FilterSettings&)> change) {
    return {std::move(label),
            [change = std::move(change)](Document& document) { change(document.colour.filter.steps); }};
}

Kernel limited_slice(const Kernel& kernel) {
    Kernel slice = resized(kernel, kSliceSize);
    for (float& value : slice.values) value = limit_filter_value(value);
    return slice;
}

}  // namespace

Command set_slice_value(std::size_t slice, int row, int col, float value, std::uint64_t gesture) {
    return change_of_values(
        kChangeLabels.at(slice),
        [slice, row, col, value](ColourFilterSettings& filter) {
            filter.slices.at(slice).at(row, col) = limit_filter_value(value);
        },
        gesture);
}

Command set_slice(std::size_t slice, const Kernel& kernel, std::string label) {
    return change_of_values(std::move(label), [slice, kernel = limited_slice(kernel)](ColourFilterSettings& filter) {
        filter.slices.at(slice) = kernel;
    });
}

Command set_all_slices(const Kernel& kernel, std::string label) {
    return change_of_values(std::move(label), [kernel = limited_slice(kernel)](ColourFilterSettings& filter) {
        filter.slices.fill(kernel);
    });
}

Command switch_slice(std::size_t slice, bool on) {
    return {on ? kOnLabels.at(slice) : kOffLabels.at(slice),
            [slice, on](Document& document) { document.colour.filter.on.at(slice) = on; }};
}

Command use_colour_example(const ColourExample& example) {
    return {tr("choice of \u201c{}\u201d", example.name),
            [&example](Document& document) { document.colour.use(example); }};
}

Command set_colour_weight(float weight, std::uint64_t gesture) {
    return change_of_values(
        tr("change of the weight"),
        [weight](ColourFilterSettings& filter) { filter.steps.weight = limit_filter_value(weight); }, gesture);
}

Command set_colour_bias(float bias, std::uint64_t gesture) {
    return change_of_values(
        tr("change of the bias"),
        [bias](ColourFilterSettings& filter) { filter.steps.bias = limit_filter_value(bias); }, gesture);
}

Command set_colour_border(Border border) {
    return change_of_steps(tr("change of the border"), [border](FilterSettings& steps) { steps.border = border; });
}

Command set_colour_activation(Activation activation) {
    return change_of_steps(tr("change of the activation"),
                           [activation](FilterSettings& steps) { steps.activation = activation; });
}

Command set_colour_pooling(Pooling pooling) {
    return change_of_steps(tr("change of the pooling"), [pooling](FilterSettings& steps) { steps.pooling = pooling; });
}

Command set_colour_pool_size(int size) {
    return change_of_steps(tr("change of the block size"), [size](FilterSettings& steps) { steps.pool_size = size; });
}

}  // namespace convscope
