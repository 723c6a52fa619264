#include "app/document/colour/colour.h"

#include <algorithm>

namespace convscope {

void LabColour::decide_kind() {
    kind = colour_response_kind(filter);
}

void LabColour::use(const ColourExample& chosen) {
    example = chosen.slug;
    filter.slices = chosen.slices;
    filter.on.fill(true);
    filter.steps.weight = 1;
    filter.steps.bias = 0;
    decide_kind();
}

const ColourExample* LabColour::shown_example() const {
    if (filter.steps.weight != 1 || filter.steps.bias != 0) return nullptr;
    const auto examples = colour_examples();
    const auto found = std::ranges::find(examples, filter.slices, &ColourExample::slices);
    return found == examples.end() ? nullptr : &*found;
}

LabColour initial_colour() {
    LabColour colour;
    colour.filter.steps.pooling = Pooling::max;
    colour.use(colour_examples().front());
    return colour;
}

}  // namespace convscope
