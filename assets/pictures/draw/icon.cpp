// The icon of the window, as in icons/convscope.svg: the nine cells of a filter, blue for negative, white for 0, orange
// for positive.
#include <array>
#include <cstddef>

#include "assets/pictures/draw/drawings.h"

namespace convscope::draw {

namespace {

constexpr Vec3 kInk{0.086, 0.110, 0.157}, kBlue{0.129, 0.400, 0.675}, kPaleBlue{0.573, 0.773, 0.871};
constexpr Vec3 kWhite{0.969, 0.969, 0.969}, kPaleOrange{0.992, 0.722, 0.388}, kOrange{0.902, 0.380, 0.004};
constexpr std::array<Vec3, 9> kCells{kPaleBlue, kWhite,    kPaleOrange, kBlue,      kWhite,
                                     kOrange,   kPaleBlue, kWhite,      kPaleOrange};

double rounded_square(Vec2 p, Vec2 centre, double half, double radius) {
    const Vec2 q{std::abs(p.x - centre.x) - half + radius, std::abs(p.y - centre.y) - half + radius};
    return length(Vec2{std::max(q.x, 0.0), std::max(q.y, 0.0)}) + std::min(std::max(q.x, q.y), 0.0) - radius;
}

// On a square of 64 x 64 with cells 18 apart.
Vec3 shade(Vec2 p) {
    for (int i = 0; i < 9; ++i) {
        const int col = i % 3, row = i / 3;
        const Vec2 centre{14.0 + 18 * col, 14.0 + 18 * row};
        if (rounded_square(p, centre, 8, 2) < 0) return kCells.at(static_cast<std::size_t>(i));
    }
    return kInk;
}

}  // namespace

Drawing icon() {
    return {"icons/convscope", 64, 3, 8, [](const Sample& sample) { return shade(sample.at); }};
}

}  // namespace convscope::draw
