// A sleeveless dress with a V-neck, a belt at the waist and a skirt with folds.
#include "assets/pictures/draw/garments/fabric.h"
#include "assets/pictures/draw/garments/garments.h"

namespace convscope::draw::garments {

namespace {

const Outline kCut = Outline::symmetric({{14, 4.4},
                                         {14, 4.4},
                                         {15.9, 0.4},
                                         {15.9, 0.4},
                                         {17.7, 0.7},
                                         {17.7, 0.7},
                                         {17.4, 3.4},
                                         {18.3, 5.4},
                                         {17.3, 9.6},
                                         {17.2, 11},
                                         {18.5, 15},
                                         {20.0, 21},
                                         {21.0, 27.2},
                                         {21.0, 27.2},
                                         {14, 27.8}});
const Outline kBack({{12.1, 0.6}, {12.1, 0.6}, {14, 1.6}, {15.9, 0.6}, {15.9, 0.6}, {14, 4.6}, {14, 4.6}});
const Curve kDart{{16.0, 5.6}, {15.7, 9.4}};

// The skirt's folds run from the waist outwards.
double pleats(Vec2 p) {
    const double spread = mix(3.2, 7.0, clamp01((p.y - 11) / 16));
    const double across = (p.x - kMiddle) / spread;
    return 1 + 0.17 * smoothstep(11, 17, p.y) * std::sin(across * 9.5 + 0.6 * noise(p * 0.2, 5));
}

double shade(Vec2 p) {
    const double inside = kCut.distance(p);
    if (inside >= 0) return kBack.distance(p) < 0 ? 0.35 : 0;
    const double width = p.y < 11 ? 3.8 : mix(3.2, 7.0, clamp01((p.y - 11) / 16));
    const double light = 0.80 * rounded((p.x - kMiddle) / width) * cloth(p, 31, 0.14) * hem(inside, 0.8, 0.8);
    if (p.y > 9.9 && p.y < 11.3) return 0.5 * light;  // the belt
    if (p.y < 10) return light * (1 - 0.2 * kDart.covers(folded(p), 0.5));
    return light * pleats(p) * (p.y > 26.6 ? 0.88 : 1);
}

}  // namespace

Drawing dress() {
    return garment("garments/dress", shade);
}

}  // namespace convscope::draw::garments
