// A running shoe: light sole, toe cap, laces, two stripes on the side and a padded collar.
#include "assets/pictures/draw/garments/fabric.h"
#include "assets/pictures/draw/garments/garments.h"

namespace convscope::draw::garments {

namespace {

const Outline kUpper({{0.8, 16.8},
                      {1.6, 14.6},
                      {5.0, 13.2},
                      {9.6, 11.6},
                      {13.6, 9.2},
                      {16.2, 7.4},
                      {17.6, 7.2},
                      {18.6, 8.6},
                      {21.2, 9.6},
                      {24.2, 9.0},
                      {26.3, 7.2},
                      {27.2, 7.6},
                      {26.9, 11.0},
                      {27.4, 17.6},
                      {27.4, 17.6},
                      {0.8, 18.2}});
const Outline kSole({{0.5, 16.6},
                     {0.5, 16.6},
                     {6, 17.2},
                     {14, 17.2},
                     {22, 16.4},
                     {27.5, 15.6},
                     {27.5, 15.6},
                     {27.6, 18.6},
                     {26.6, 19.7},
                     {2.4, 19.7},
                     {0.6, 18.6}});
const Curve kToeCap{{5.4, 13.0}, {7.0, 14.8}, {6.6, 17.2}};
const Curve kCollar{{17.6, 7.4}, {18.8, 9.1}, {21.2, 10.2}, {24.2, 9.6}, {26.6, 7.6}};
const Curve kHeelCap{{24.0, 9.6}, {23.2, 13.0}, {23.6, 16.4}};
const Curve kStripe{{14.6, 10.6}, {17.4, 16.9}};
const Curve kSecondStripe{{17.4, 9.8}, {20.2, 16.5}};

// Light laces across the tongue, which runs up the instep.
double laces(Vec2 p) {
    const Vec2 along = rotated(p - Vec2{7.4, 12.6}, 0.54);
    if (along.x < 0 || along.x > 9 || along.y > 1.9) return 1;
    return std::fmod(along.x, 2.2) < 1.1 ? 1.55 : 0.75;
}

double shade(Vec2 p) {
    const double sole = kSole.distance(p), upper = kUpper.distance(p);
    if (sole < 0) {
        if (p.y > 18.9) return 0.45;  // the tread
        return 0.92 * hem(sole, 0.6, 0.75);
    }
    if (upper >= 0) return 0;
    double value =
        0.70 * cloth(p, 71, 0.25) * hem(upper, 1.2, 0.75) * mix(0.85, 1.1, smoothstep(17, 8, p.y)) * laces(p);
    if (std::min(kStripe.distance(p), kSecondStripe.distance(p)) < 0.6) value = 0.95;
    value *= 1 - 0.35 * kToeCap.covers(p, 0.6) - 0.3 * kHeelCap.covers(p, 0.6);
    if (kCollar.distance(p) < 0.7) value = 0.45;
    return value * mix(0.7, 1.0, smoothstep(0, 0.7, sole));
}

}  // namespace

Drawing sneaker() {
    return garment("garments/sneaker", shade);
}

}  // namespace convscope::draw::garments
