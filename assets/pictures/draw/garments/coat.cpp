// A buttoned coat: a wide collar with lapels, flap pockets, long sleeves, and the line of the closed front.
#include "assets/pictures/draw/garments/fabric.h"
#include "assets/pictures/draw/garments/garments.h"

namespace convscope::draw::garments {

namespace {

const Outline kBody = Outline::symmetric({{14, 0.4},
                                          {16.6, 0.6},
                                          {19.6, 2.2},
                                          {21.4, 4.0},
                                          {21.4, 9},
                                          {21.0, 15},
                                          {21.5, 21},
                                          {22.0, 27.5},
                                          {22.0, 27.5},
                                          {14, 27.8}});
const Outline kSleeve({{18.9, 1.7},
                       {21.4, 2.9},
                       {23.4, 6},
                       {24.1, 12},
                       {24.5, 19},
                       {24.9, 25.8},
                       {24.9, 25.8},
                       {21.9, 26.2},
                       {21.9, 26.2},
                       {21.3, 19},
                       {21.2, 10},
                       {19.8, 5}});
const Outline kLapel({{14, 7.4},
                      {14, 7.4},
                      {17.6, 5.2},
                      {17.6, 5.2},
                      {16.8, 4.2},
                      {16.8, 4.2},
                      {18.4, 3.2},
                      {18.4, 3.2},
                      {16.8, 0.5},
                      {16.8, 0.5},
                      {15.4, 0.3},
                      {15.0, 2.0},
                      {14, 3.8},
                      {14, 3.8}});
const Curve kPocket{{16.4, 18.0}, {19.6, 17.4}};
const Curve kCuff{{24.7, 23.3}, {21.6, 23.8}};

double front(Vec2 p) {
    if (p.y < 7.2) return 1;
    if (std::abs(p.x - 13.5) < 0.4) return 0.42;
    const Vec2 button{p.x - 15.5, std::fmod(p.y - 7.2, 5.0) - 2.3};
    return p.y < 26 && length(button) < 0.65 ? 0.45 : 1;
}

double shade(Vec2 p) {
    const Vec2 half = folded(p);
    const double side = p.x > kMiddle ? 1 : -1;
    const double body = kBody.distance(p), sleeve = kSleeve.distance(half), lapel = kLapel.distance(half);
    if (lapel < 0) return 0.97 * (1 - 0.05 * side) * cloth(p, 44, 0.12) * hem(lapel, 0.6, 0.7);
    if (half.x < 16.2 && p.y > 0.4 && p.y < 5) return 0.6;  // the lining
    if (body < 0) {
        const double value = 0.74 * rounded((p.x - kMiddle) / 8) * cloth(p, 41, 0.18) * hem(body, 0.8, 0.75);
        return value * front(p) * mix(0.75, 1.0, smoothstep(0, 0.9, lapel)) * (1 - 0.35 * kPocket.covers(half, 0.9));
    }
    if (sleeve < 0) {
        const double across = (half.x - mix(21.4, 23.4, clamp01(p.y / 24))) / 2 * side;
        const double value = 0.78 * rounded(across) * cloth(p, 47, 0.18) * mix(0.55, 1.0, smoothstep(0, 0.9, body));
        return value * (1 - 0.3 * kCuff.covers(half, 0.6));
    }
    return 0;
}

}  // namespace

Drawing coat() {
    return garment("garments/coat", shade);
}

}  // namespace convscope::draw::garments
