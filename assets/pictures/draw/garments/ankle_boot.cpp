// An ankle boot: an elastic panel in the shaft, a welted sole and a block heel.
#include "assets/pictures/draw/garments/fabric.h"
#include "assets/pictures/draw/garments/garments.h"

namespace convscope::draw::garments {

namespace {

const Outline kUpper({{0.7, 22.4},
                      {1.2, 20.2},
                      {4.0, 18.4},
                      {9.0, 16.4},
                      {12.8, 13.4},
                      {14.4, 9.2},
                      {14.6, 3.2},
                      {14.6, 3.2},
                      {20, 2.7},
                      {26.0, 3.2},
                      {26.0, 3.2},
                      {26.2, 10},
                      {26.0, 15},
                      {27.2, 22.4},
                      {27.2, 22.4},
                      {0.7, 23.2}});
const Outline kSole({{0.5, 22.4},
                     {0.5, 22.4},
                     {8, 23.0},
                     {16, 22.6},
                     {27.4, 21.8},
                     {27.4, 21.8},
                     {27.3, 25.6},
                     {27.3, 25.6},
                     {19.2, 25.6},
                     {19.2, 25.6},
                     {18.6, 24.4},
                     {8, 24.6},
                     {1.4, 24.0}});
const Outline kElastic(
    {{17.2, 4.6}, {17.2, 4.6}, {22.8, 4.6}, {22.8, 4.6}, {22.2, 10}, {20.4, 14.6}, {19.2, 14.6}, {17.6, 10}});
const Curve kVamp{{12.8, 13.8}, {15.6, 16.4}, {16.4, 22.6}};
const Curve kCounter{{25.9, 14.0}, {22.4, 16.6}, {21.4, 22.2}};

double shade(Vec2 p) {
    const double sole = kSole.distance(p), upper = kUpper.distance(p);
    if (sole < 0) return 0.42 * hem(sole, 0.5, 0.8) + (p.y < 23.2 ? 0.1 : 0);
    if (upper >= 0) return 0;
    if (kElastic.distance(p) < 0) return 0.36 + 0.1 * std::sin(p.x * 5);
    const double shine = 0.16 * smoothstep(3.4, 0.4, segment_distance(p, {4.5, 20.0}, {13.5, 16.6}));
    double value = (0.70 + shine) * cloth(p, 91, 0.22) * hem(upper, 1.2, 0.75) * (1 - 0.1 * smoothstep(18, 27, p.x));
    value *= 1 - 0.3 * kVamp.covers(p, 0.6) - 0.3 * kCounter.covers(p, 0.6);
    return value * mix(0.75, 1.0, smoothstep(0, 0.8, sole)) * (p.y < 3.9 ? 0.8 : 1);
}

}  // namespace

Drawing ankle_boot() {
    return garment("garments/ankle_boot", shade);
}

}  // namespace convscope::draw::garments
