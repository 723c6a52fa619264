// The options of the search for an input to which a channel responds strongly; see ActivationMaximum.
// Must not include plans: documents hold these values too.
#pragma once

#include <cstdint>

namespace convscope::nn {

struct MaximumOptions {
    float rate = 0.05F;        ///< root mean square of a step, as a fraction of the range from black to white; above 0
    float smoothness = 0.05F;  ///< weight of the squared differences between neighbouring pixels (total variation)
    float blur = 0;            ///< fraction of each pixel, 0..1, that a step replaces by the mean of its 3 x 3 pixels
    std::int64_t jitter = 1;   ///< a step moves the input by up to this many pixels first, and back afterwards
    std::uint64_t seed = 1;    ///< of the first input and of the jitter
    bool operator==(const MaximumOptions&) const = default;
};

}  // namespace convscope::nn
