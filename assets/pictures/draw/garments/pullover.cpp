// A knitted pullover: long sleeves, ribbed neck, cuffs and hem, and a patterned band across the chest.
#include "assets/pictures/draw/garments/fabric.h"
#include "assets/pictures/draw/garments/garments.h"

namespace convscope::draw::garments {

namespace {

const Outline kBody = Outline::symmetric({{14, 1.9},
                                          {16.0, 1.5},
                                          {17.5, 0.4},
                                          {17.5, 0.4},
                                          {20.3, 1.6},
                                          {21.0, 5},
                                          {20.2, 9},
                                          {20.2, 16},
                                          {20.4, 24.6},
                                          {19.8, 27.6},
                                          {19.8, 27.6},
                                          {14, 27.7}});
const Outline kSleeve({{19.2, 1.0},
                       {21.6, 2.0},
                       {23.4, 5},
                       {24.7, 12},
                       {25.4, 19},
                       {25.5, 26.2},
                       {25.5, 26.2},
                       {22.6, 26.4},
                       {22.6, 26.4},
                       {21.9, 19},
                       {20.7, 10},
                       {19.6, 5}});
const Curve kNeck{{10.5, 0.4}, {12.0, 1.5}, {14, 1.9}, {16.0, 1.5}, {17.5, 0.4}};

double ribs(double along) {
    return 0.80 + 0.12 * std::sin(along * 5.2);
}

double knit(Vec2 p) {
    return 1 + 0.07 * std::sin(p.y * 4.1) + 0.05 * std::sin(p.x * 4.6 + 1.3 * std::sin(p.y * 4.1));
}

// Diamonds between two lines.
double band(Vec2 p) {
    const double from = std::abs(p.y - 11.5);
    if (from > 3.2) return 1;
    if (from > 2.6) return 0.7;
    return std::abs(std::fmod(std::abs(p.x - kMiddle) + 2, 4) - 2) + from < 1.9 ? 0.72 : 1;
}

double shade(Vec2 p) {
    const Vec2 half = folded(p);
    const double side = p.x > kMiddle ? 1 : -1;
    const double body = kBody.distance(p), sleeve = kSleeve.distance(half);
    if (body < 0) {
        if (kNeck.distance(p) < 1.1) return 0.72 * ribs(p.x);
        const double value = 0.76 * rounded((p.x - kMiddle) / 6.5) * cloth(p, 21, 0.2) * hem(body, 1.0, 0.7);
        return value * (p.y > 25 ? ribs(p.x) : knit(p) * band(p));
    }
    if (sleeve < 0) {
        const double across = (half.x - mix(21, 24, clamp01(p.y / 24))) / 2 * side;
        const double value = 0.74 * rounded(across) * cloth(p, 27, 0.25) * mix(0.6, 1.0, smoothstep(0, 1.0, body));
        return value * (p.y > 23.8 ? ribs(p.x) : knit(p));
    }
    const Vec2 neck{(p.x - kMiddle) / 3.4, (p.y - 0.3) / 1.5};
    return p.y > 0.3 && length(neck) < 1 ? 0.35 : 0;
}

}  // namespace

Drawing pullover() {
    return garment("garments/pullover", shade);
}

}  // namespace convscope::draw::garments
