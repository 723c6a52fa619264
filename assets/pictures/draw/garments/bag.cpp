// A handbag: a flap with a clasp over a stitched body, and an arched handle on two rings.
#include "assets/pictures/draw/garments/fabric.h"
#include "assets/pictures/draw/garments/garments.h"

namespace convscope::draw::garments {

namespace {

const Outline kBody =
    Outline::symmetric({{14, 10.0}, {22.6, 10.0}, {24.6, 11.2}, {25.6, 17}, {26.6, 24.6}, {25.2, 26.4}, {14, 26.7}});
const Outline kFlap = Outline::symmetric({{14, 9.8}, {22.8, 9.9}, {24.8, 11.4}, {25.2, 15}, {22.4, 17.6}, {14, 19.0}});
const Curve kHandle{{7.6, 10.6}, {8.2, 5.6}, {10.6, 2.4}, {14, 1.5}, {17.4, 2.4}, {19.8, 5.6}, {20.4, 10.6}};

double clasp(Vec2 p) {
    const double from = std::max(std::abs(p.x - kMiddle) / 1.5, std::abs(p.y - 18.2) / 1.7);
    return from < 0.45 ? 0.25 : from < 1 ? 0.98 : 0;
}

double shade(Vec2 p) {
    const double body = kBody.distance(p), flap = kFlap.distance(p), handle = kHandle.distance(p);
    const double ring = length(folded(p) - Vec2{20.4, 10.9});
    if (ring < 1.1) return ring < 0.45 ? 0.3 : 0.95;
    if (const double metal = clasp(p); metal > 0) return metal;
    const double light = rounded((p.x - kMiddle) / 13);
    if (flap < 0) {
        const bool stitched = flap > -1.3 && flap < -0.9 && p.y > 12;
        return 0.72 * light * cloth(p, 81, 0.2) * hem(flap, 0.7, 0.7) * (stitched ? 0.75 : 1);
    }
    if (body < 0) {
        return 0.64 * light * cloth(p, 84, 0.22) * hem(body, 1.1, 0.7) * mix(0.55, 1.0, smoothstep(0, 1.5, flap));
    }
    return handle < 0.85 ? 0.7 * mix(0.6, 1.0, smoothstep(0.85, 0.2, handle)) : 0;
}

}  // namespace

Drawing bag() {
    return garment("garments/bag", shade);
}

}  // namespace convscope::draw::garments
