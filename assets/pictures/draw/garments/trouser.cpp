// Straight trousers with a waistband, pockets and a crease down each leg.
#include "assets/pictures/draw/garments/fabric.h"
#include "assets/pictures/draw/garments/garments.h"

namespace convscope::draw::garments {

namespace {

const Outline kCut = Outline::symmetric({{14, 0.6},
                                         {18.4, 0.4},
                                         {18.4, 0.4},
                                         {19.4, 4.5},
                                         {20.0, 9},
                                         {20.1, 18},
                                         {19.9, 27.6},
                                         {19.9, 27.6},
                                         {16.0, 27.6},
                                         {16.0, 27.6},
                                         {15.4, 18},
                                         {14.3, 9.2}});
const Curve kPocket{{19.1, 4.6}, {17.7, 4.2}, {16.9, 2.2}};
const Curve kFly{{14, 2}, {14, 9.4}};
const Curve kCrease{{17.1, 5.5}, {17.6, 15}, {17.8, 27.6}};

double shade(Vec2 p) {
    const double inside = kCut.distance(p);
    if (inside >= 0) return 0;
    const Vec2 half = folded(p);
    if (p.y < 1.9) return std::abs(half.x - 16.6) < 0.35 ? 0.8 : 0.62;  // the waistband and its loops
    const double leg_middle = mix(16.8, 17.9, clamp01((p.y - 4) / 20));
    const double across = (half.x - leg_middle) / 2.6 * (p.x > kMiddle ? 1 : -1);
    double value = 0.80 * rounded(across) * cloth(p, 14, 0.22) * hem(inside, 0.8, 0.8);
    value *= 1 + 0.14 * smoothstep(1.0, 0.2, kCrease.distance(half));
    value *= 1 - 0.35 * kPocket.covers(half, 0.5) - 0.35 * kFly.covers(p, 0.5);
    return value * (p.y > 26.5 ? 0.9 : 1);
}

}  // namespace

Drawing trouser() {
    return garment("garments/trouser", shade);
}

}  // namespace convscope::draw::garments
