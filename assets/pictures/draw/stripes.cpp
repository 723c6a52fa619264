// A zone plate: rings whose spacing falls from wide in the middle to two pixels at the edges. It shows which
// frequencies a filter lets through, in every direction at once, and what a stride larger than 1 does to fine lines.
#include <numbers>

#include "assets/pictures/draw/drawings.h"

namespace convscope::draw {

Drawing stripes() {
    // The phase k (x^2 + y^2) has k x / pi cycles per pixel across and k y / pi down: at the edges, 256 pixels from the
    // middle, half a cycle, which is the most that a grid of pixels can hold.
    return {"pictures/stripes", 512, 1, 1, [](const Sample& sample) {
                const Vec2 p = sample.at - Vec2{256, 256};
                return grey(0.5 + 0.5 * std::cos(std::numbers::pi / 512 * dot(p, p)));
            }};
}

}  // namespace convscope::draw
