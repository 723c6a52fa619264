// A checkerboard with circles and diagonals: edges of every direction, each in a place of its own.
#include <array>

#include "assets/pictures/draw/drawings.h"

namespace convscope::draw {

namespace {

constexpr double kCell = 64;

bool is_light(Vec2 p) {
    const int col = static_cast<int>(std::floor(p.x / kCell)), row = static_cast<int>(std::floor(p.y / kCell));
    return (row + col) % 2 == 0;
}

struct Disc {
    Vec2 centre;
    double radius;
    double value;
};
constexpr std::array<Disc, 5> kDiscs{{{{128, 128}, 52, 0.5},
                                      {{384, 128}, 44, 0.25},
                                      {{128, 384}, 44, 0.75},
                                      {{384, 384}, 52, 0.5},
                                      {{256, 256}, 20, 1}}};

struct Line {
    Vec2 from, to;
    double width;
};
constexpr std::array<Line, 4> kLines{
    {{{0, 512}, {512, 0}, 6}, {{64, 512}, {512, 64}, 2}, {{0, 0}, {220, 220}, 3}, {{292, 292}, {512, 512}, 3}}};

double shade(Vec2 p) {
    double value = is_light(p) ? 0.88 : 0.12;
    for (const Line& line : kLines) {
        if (segment_distance(p, line.from, line.to) < line.width / 2) value = is_light(p) ? 0.12 : 0.88;
    }
    for (const Disc& disc : kDiscs) {
        if (length(p - disc.centre) < disc.radius) value = disc.value;
    }
    const double ring = length(p - Vec2{256, 256});
    if (std::abs(ring - 100) < 3 || std::abs(ring - 34) < 2) value = is_light(p) ? 0.3 : 0.7;
    return value;
}

}  // namespace

Drawing checkerboard() {
    return {"pictures/checkerboard", 512, 1, 4, [](const Sample& sample) { return grey(shade(sample.at)); }};
}

}  // namespace convscope::draw
