// A zone plate: the spacing of its rings decreases from the middle to two pixels at the edges. It shows the frequencies
// that a filter passes, in every direction, and the aliasing of a stride larger than 1.
#include <numbers>

#include "assets/pictures/draw/drawings.h"

namespace convscope::draw {

Drawing stripes() {
    // The phase k (x^2 + y^2) has k x / pi cycles per pixel across and k y / pi down. At the edges, 256 pixels from the
    // middle, that is half a cycle: the limit of a pixel grid.
    return {"pictures/stripes", 512, 1, 1, [](const Sample& sample) {
                const Vec2 p = sample.at - Vec2{256, 256};
                return grey(0.5 + 0.5 * std::cos(std::numbers::pi / 512 * dot(p, p)));
            }};
}

}  // namespace convscope::draw
