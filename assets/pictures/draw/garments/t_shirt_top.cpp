// A short-sleeved T-shirt with a ribbed round neck and a sun printed on the chest.
#include "assets/pictures/draw/garments/fabric.h"
#include "assets/pictures/draw/garments/garments.h"

namespace convscope::draw::garments {

namespace {

const Outline kBody = Outline::symmetric({{14, 2.9},
                                          {16.2, 2.3},
                                          {17.7, 0.5},
                                          {17.7, 0.5},
                                          {20.6, 1.5},
                                          {21.4, 4.0},
                                          {20.5, 8.2},
                                          {20.3, 15},
                                          {20.7, 27.3},
                                          {20.7, 27.3},
                                          {14, 27.7}});
const Outline kSleeve({{19.4, 1.1},
                       {21.8, 2.0},
                       {23.6, 4.2},
                       {25.7, 8.6},
                       {25.7, 8.6},
                       {21.6, 10.4},
                       {21.6, 10.4},
                       {20.2, 7.4},
                       {19.6, 4}});
const Curve kNeck{{10.3, 0.5}, {11.8, 2.3}, {14, 2.9}, {16.2, 2.3}, {17.7, 0.5}};
const Curve kCuff{{25.2, 7.5}, {21.1, 9.3}};

double print(Vec2 p) {
    const Vec2 from = p - Vec2{14, 11};
    const double radius = length(from);
    if (radius < 1.9) return 0.36;
    const double ray = std::cos(8 * std::atan2(from.y, from.x));
    return radius > 2.5 && radius < 3.9 && ray > 0.1 ? 0.45 : 1;
}

double shade(Vec2 p) {
    const double body = kBody.distance(p), sleeve = kSleeve.distance(folded(p));
    if (body < 0) {
        if (kNeck.distance(p) < 0.9) return 0.58 + 0.05 * cloth(p, 3, 1);
        const double ribbed_hem = p.y > 26.4 ? 0.88 : 1;
        return 0.80 * rounded((p.x - kMiddle) / 6.5) * cloth(p, 3, 0.2) * hem(body, 0.9, 0.75) * print(p) * ribbed_hem;
    }
    if (sleeve < 0) {
        const double across = p.x > kMiddle ? 0.8 : -0.5;
        return 0.74 * rounded(across) * cloth(p, 8, 0.25) * mix(0.7, 1.0, smoothstep(0, 1.4, body)) *
               mix(1.0, 0.8, kCuff.covers(folded(p), 0.6));
    }
    // The inside of the back, seen through the neck.
    const Vec2 neck{(p.x - kMiddle) / 3.6, (p.y - 0.4) / 2.3};
    return p.y > 0.4 && length(neck) < 1 ? 0.3 : 0;
}

}  // namespace

Drawing t_shirt_top() {
    return garment("garments/t_shirt_top", shade);
}

}  // namespace convscope::draw::garments
