// A single white pixel. A filter turns it into its own values, rotated by 180 degrees: the impulse response.
#include "assets/pictures/draw/drawings.h"

namespace convscope::draw {

Drawing dot() {
    constexpr double kWhite = 256;
    return {"pictures/dot", 512, 1, 1, [](const Sample& sample) {
                return grey(std::floor(sample.at.x) == kWhite && std::floor(sample.at.y) == kWhite ? 1 : 0);
            }};
}

}  // namespace convscope::draw
