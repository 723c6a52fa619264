#include "core/nn/input/probe_images.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

namespace convscope::nn {

namespace {

constexpr int kSide = 64;

using Colour = std::array<double, 3>;

constexpr Colour kBlack{0, 0, 0};

Colour shaded(const Colour& colour, double light) {
    return {colour[0] * light, colour[1] * light, colour[2] * light};
}

// Each function gives the colour at (x, y), both from -1 to 1, with y pointing down.

Colour shirt(double x, double y) {
    const bool body = std::abs(x) < 0.42 && y > -0.62 && y < 0.8;
    const bool sleeves = std::abs(x) < 0.85 - 0.35 * (y + 0.62) && y > -0.62 && y < -0.1;
    const bool neck = x * x + (y + 0.66) * (y + 0.66) < 0.04;
    if ((!body && !sleeves) || neck) return kBlack;
    return shaded({190, 200, 205}, 0.85 + 0.15 * std::sin(14 * x + 3 * y));
}

Colour ring(double x, double y) {
    const double distance = std::abs(std::hypot(x, y * 0.75) - 0.45);
    return shaded({250, 250, 250}, std::clamp((0.16 - distance) / 0.06, 0.0, 1.0));
}

Colour bag(double x, double y) {
    const bool body = std::abs(x) < 0.7 && y > -0.15 && y < 0.7;
    const bool handle = std::abs(std::hypot(x, y + 0.1) - 0.42) < 0.07 && y < -0.1;
    if (handle) return {120, 110, 100};
    return body ? shaded({170, 150, 140}, 1 - 0.25 * (y + 0.15)) : kBlack;
}

Colour stroke(double x, double y) {
    const double slanted = std::abs(x + 0.25 * y);
    const double bar = y < -0.55 && y > -0.8 && std::abs(x) < 0.5 ? 1 : 0;
    const double light = std::max(bar, std::clamp((0.16 - slanted) / 0.06, 0.0, 1.0));
    return shaded({245, 245, 245}, std::abs(y) < 0.8 ? light : 0);
}

/// Sky, hills and a sun.
Colour landscape(double x, double y) {
    if (std::hypot(x - 0.5, y + 0.55) < 0.2) return {255, 235, 150};
    const double hill = 0.15 + 0.2 * std::sin(3 * x + 0.5);
    if (y > hill) return shaded({95, 135, 60}, 1 - 0.35 * y + 0.12 * std::sin(31 * x) * std::sin(27 * y));
    return shaded({135, 175, 225}, 0.95 - 0.15 * y);
}

/// A round brown object in front of a patterned wall.
Colour still_life(double x, double y) {
    const double distance = std::hypot(x + 0.1, y - 0.15) / 0.55;
    if (distance < 1) return shaded({185, 120, 70}, 1.1 - 0.75 * distance * distance - 0.2 * x);
    if (y > 0.6) return shaded({110, 85, 65}, 0.9 + 0.1 * std::sin(40 * x));
    return shaded({175, 165, 150}, 0.85 + 0.15 * std::sin(12 * x) * std::cos(9 * y));
}

}  // namespace

Picture probe_image(std::size_t index) {
    // Things on black and coloured scenes alternate, so that the first few probe images contain both.
    constexpr std::array<Colour (*)(double, double), kProbeImages> kDrawings{shirt,      landscape, ring,
                                                                             still_life, bag,       stroke};
    std::array<std::vector<std::uint8_t>, 3> planes;
    for (auto& plane : planes) plane.reserve(static_cast<std::size_t>(kSide) * kSide);
    for (int row = 0; row < kSide; ++row)
        for (int col = 0; col < kSide; ++col) {
            const Colour colour = kDrawings.at(index)(2 * (col + 0.5) / kSide - 1, 2 * (row + 0.5) / kSide - 1);
            for (std::size_t c = 0; c < 3; ++c)
                planes.at(c).push_back(static_cast<std::uint8_t>(std::lround(std::clamp(colour.at(c), 0.0, 255.0))));
        }
    Picture picture;
    picture.planes.reserve(planes.size());
    for (auto& plane : planes) picture.planes.emplace_back(Size{kSide, kSide}, std::move(plane));
    return picture;
}

}  // namespace convscope::nn
