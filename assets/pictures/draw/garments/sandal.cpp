// A sandal with a heel: a thin sole that rises to it, straps across the toes and one around the ankle.
#include "assets/pictures/draw/garments/fabric.h"
#include "assets/pictures/draw/garments/garments.h"

namespace convscope::draw::garments {

namespace {

const Outline kSole({{0.6, 22.6},
                     {2.5, 21.8},
                     {8.5, 21.6},
                     {14, 18.4},
                     {20, 13.6},
                     {26.2, 12.6},
                     {26.9, 14.4},
                     {21.5, 16.2},
                     {15, 21.6},
                     {9.5, 23.8},
                     {1.6, 23.8}});
const Outline kHeel({{21.6, 15.0},
                     {21.6, 15.0},
                     {26.9, 13.2},
                     {26.9, 13.2},
                     {26.4, 18},
                     {26.6, 23.8},
                     {26.6, 23.8},
                     {24.2, 23.8},
                     {24.2, 23.8},
                     {24.4, 19}});
const Curve kToeStrap{{2.6, 22.0}, {4.0, 18.9}, {7.2, 18.1}, {10.3, 20.6}};
const Curve kMiddleStrap{{6.3, 21.8}, {8.6, 17.0}, {11.6, 16.0}, {14.4, 18.2}};
const Curve kAnkleStrap{{26.2, 12.8}, {25.6, 9.2}, {25.9, 6.4}};
const Curve kAround{{25.9, 6.6}, {22.2, 7.9}, {18.4, 7.2}, {18.0, 5.6}, {22.0, 4.9}, {25.9, 6.2}};
const Curve kTie{{11.5, 16.2}, {15.4, 11.6}, {18.8, 7.4}};

double strap(double distance, double width, double tone) {
    return distance < width / 2 ? tone * mix(0.65, 1.0, smoothstep(width / 2, width / 8, distance)) : 0;
}

double shade(Vec2 p) {
    double value = 0;
    const double heel = kHeel.distance(p), sole = kSole.distance(p);
    if (heel < 0) value = 0.62 * hem(heel, 0.9, 0.7);
    if (sole < 0) value = mix(0.86, 0.58, smoothstep(-1.2, -0.3, sole)) * cloth(p, 61, 0.2);
    value = std::max(value, strap(kTie.distance(p), 1.1, 0.6));
    value = std::max(value, strap(kAround.distance(p), 1.1, 0.72));
    value = std::max(value, strap(kAnkleStrap.distance(p), 1.5, 0.78));
    value = std::max(value, strap(kMiddleStrap.distance(p), 1.8, 0.86));
    return std::max(value, strap(kToeStrap.distance(p), 1.8, 0.9));
}

}  // namespace

Drawing sandal() {
    return garment("garments/sandal", shade);
}

}  // namespace convscope::draw::garments
