// A buttoned shirt: turned-down collar, striped cotton, cuffs and a rounded tail.
#include "assets/pictures/draw/garments/fabric.h"
#include "assets/pictures/draw/garments/garments.h"

namespace convscope::draw::garments {

namespace {

const Outline kBody = Outline::symmetric({{14.0, 2.0},
                                          {16.8, 1.0},
                                          {20.0, 2.3},
                                          {20.5, 5},
                                          {19.8, 9},
                                          {19.4, 15},
                                          {20.0, 23},
                                          {19.8, 24.6},
                                          {17.7, 26.9},
                                          {14.0, 27.7}});
const Outline kSleeve({{18.8, 1.6},
                       {21.1, 2.6},
                       {22.7, 6},
                       {23.7, 12},
                       {24.1, 18},
                       {24.2, 24.4},
                       {24.2, 24.4},
                       {21.8, 24.8},
                       {21.8, 24.8},
                       {21.0, 18},
                       {20.0, 9},
                       {19.2, 5}});
const Outline kCollar(
    {{14.0, 3.0}, {14.0, 3.0}, {15.8, 0.3}, {15.8, 0.3}, {17.2, 1.2}, {17.2, 1.2}, {16.5, 4.6}, {16.5, 4.6}});
const Curve kCuff{{24.2, 22.3}, {21.4, 22.7}};

double stripes(double across) {
    return std::fmod(across + 62, 3.2) < 1.4 ? 0.42 : 1;
}

double front(Vec2 p) {
    const double from = std::abs(p.x - 13.5);
    if (from > 1.5) return stripes(p.x - kMiddle);
    const double button = length(Vec2{from, std::fmod(p.y - 3.4, 4.0) - 2.1});
    return button < 0.7 ? 0.3 : from > 1.0 ? 0.75 : 1.2;
}

double shade(Vec2 p) {
    const Vec2 half = folded(p);
    const double side = p.x > kMiddle ? 1 : -1;
    const double body = kBody.distance(p), sleeve = kSleeve.distance(half), collar = kCollar.distance(half);
    if (collar < 0) return 0.92 * (1 - 0.05 * side) * hem(collar, 0.5, 0.6);
    if (half.x < 15.9 && p.y > 0.4 && p.y < 3) return 0.35;  // the inside of the collar
    if (body < 0) {
        const double value = 0.52 * rounded((p.x - kMiddle) / 6.0) * cloth(p, 51, 0.3) * hem(body, 0.9, 0.8);
        const double tail = p.y > 25.4 ? 1.4 : 1;
        return value * front(p) * tail * mix(0.7, 1.0, smoothstep(0, 0.8, collar));
    }
    if (sleeve < 0) {
        // The side next to the body faces the light.
        const double from_middle = half.x - mix(20.3, 22.9, clamp01(p.y / 22));
        const double value = 0.62 * mix(1.0, 1.8, smoothstep(0.8, -1.5, from_middle)) * cloth(p, 57, 0.3);
        const double pattern = p.y < 22.4 ? stripes(from_middle + 1.2) : 1.1;
        return value * (1 - 0.04 * side) * pattern * (1 - 0.35 * kCuff.covers(half, 0.5));
    }
    return 0;
}

}  // namespace

Drawing shirt() {
    return garment("garments/shirt", shade);
}

}  // namespace convscope::draw::garments
