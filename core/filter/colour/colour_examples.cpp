#include "core/filter/colour/colour_examples.h"

#include <algorithm>
#include <cassert>
#include <cstddef>

#include "core/base/text/translation.h"
#include "core/filter/result_kind.h"

namespace convscope {

namespace {

// Rec. 601, as channel_plane() weights the channels of a grey picture.
constexpr float kRedLuma = .299F, kGreenLuma = .587F, kBlueLuma = .114F;

/// `factor` times the pixel itself.
constexpr Kernel pixel_times(float factor) {
    return {3, {0, 0, 0, 0, factor, 0, 0, 0, 0}};
}

/// `factor` times the filter for vertical edges.
constexpr Kernel edges_times(float factor) {
    return {3, {-factor, 0, factor, -2 * factor, 0, 2 * factor, -factor, 0, factor}};
}

constexpr std::array kExamples{
    ColourExample{"edges",
                  tr("Vertical edges in all three"),
                  {edges_times(1), edges_times(1), edges_times(1)},
                  tr("One kernel in all three slices: an edge counts in every channel that has it.")},
    ColourExample{"red-green",
                  tr("Red minus green"),
                  {pixel_times(1), pixel_times(-1), pixel_times(0)},
                  tr("Finds red objects: positive where red is larger than green, 0 on white and grey.")},
    ColourExample{"yellow-blue",
                  tr("Yellow minus blue"),
                  {pixel_times(.5F), pixel_times(.5F), pixel_times(-1)},
                  tr("Yellow is red and green: positive on yellow, negative on blue, 0 on grey.")},
    ColourExample{"grey",
                  tr("Grey picture"),
                  {pixel_times(kRedLuma), pixel_times(kGreenLuma), pixel_times(kBlueLuma)},
                  tr("The brightness of a pixel as the eye sees it: green counts most, blue least.")},
    ColourExample{"grey-edges",
                  tr("Edges of the grey picture"),
                  {edges_times(kRedLuma), edges_times(kGreenLuma), edges_times(kBlueLuma)},
                  tr("One filter does both steps: the grey picture and its vertical edges.")},
    ColourExample{"colour-edges",
                  tr("Edges of red against green"),
                  {edges_times(1), edges_times(-1), pixel_times(0)},
                  tr("Edges between colours only: an edge from black to white cancels out.")},
};

}  // namespace

std::span<const ColourExample> colour_examples() {
    return kExamples;
}

const ColourExample* find_colour_example(std::string_view slug) {
    const auto* const found = std::ranges::find(kExamples, slug, &ColourExample::slug);
    return found == kExamples.end() ? nullptr : found;
}

ValueKind colour_response_kind(const ColourFilterSettings& settings) {
    // The rule depends on the values and not on their positions, so the values of all slices are put into one large
    // kernel.
    Kernel all{kMaxKernelSize, {}};
    auto to = all.values.begin();
    for (const Kernel& slice : settings.slices) {
        const std::ptrdiff_t count = std::ptrdiff_t{slice.size} * slice.size;
        assert(all.values.end() - to >= count);
        to = std::copy_n(slice.values.begin(), count, to);
    }
    return response_kind(all, settings.steps.weight, settings.steps.bias);
}

}  // namespace convscope
