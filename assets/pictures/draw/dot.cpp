// A single white pixel. A filter turns it into its own values, rotated by 180 degrees: the impulse response.
#include "assets/pictures/draw/drawings.h"

namespace convscope::draw {

Drawing dot() {
    constexpr int kSide = 15;
    constexpr double kMiddle = (kSide - 1) / 2.0;
    return {"pictures/dot", kSide, 1, 1, [](const Sample& sample) {
                return grey(std::floor(sample.at.x) == kMiddle && std::floor(sample.at.y) == kMiddle ? 1 : 0);
            }};
}

}  // namespace convscope::draw
