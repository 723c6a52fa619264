// Renders scenes given as signed distance fields: a function gives the distance from a point to the nearest surface,
// and rays advance by that distance. Source: Hart, "Sphere tracing" (1996).
#pragma once

#include "assets/pictures/draw/raster.h"

namespace convscope::draw {

/// The signed distance to the nearest surface (negative inside; never more than the true one), and the material there.
struct Surface {
    double distance;
    int material;
};
inline Surface nearer(Surface a, Surface b) {
    return a.distance < b.distance ? a : b;
}

inline double sphere(Vec3 p, Vec3 centre, double radius) {
    return length(p - centre) - radius;
}

inline double ellipsoid(Vec3 p, Vec3 centre, Vec3 radii) {
    const Vec3 q = p - centre;
    const Vec3 scaled{q.x / radii.x, q.y / radii.y, q.z / radii.z};
    const Vec3 twice{scaled.x / radii.x, scaled.y / radii.y, scaled.z / radii.z};
    const double k = length(scaled), slope = length(twice);
    return slope > 0 ? k * (k - 1) / slope : -std::min({radii.x, radii.y, radii.z});
}

inline double box(Vec3 p, Vec3 centre, Vec3 half) {
    const Vec3 q{std::abs(p.x - centre.x) - half.x, std::abs(p.y - centre.y) - half.y,
                 std::abs(p.z - centre.z) - half.z};
    const Vec3 outside{std::max(q.x, 0.0), std::max(q.y, 0.0), std::max(q.z, 0.0)};
    return length(outside) + std::min(std::max({q.x, q.y, q.z}), 0.0);
}

/// A segment from `a` to `b` as thick as `at_a` at its start and `at_b` at its end (radii).
inline double limb(Vec3 p, Vec3 a, Vec3 b, double at_a, double at_b) {
    const Vec3 along = b - a, from = p - a;
    const double t = clamp01(dot(from, along) / dot(along, along));
    return length(from - along * t) - mix(at_a, at_b, t);
}

/// The union of two shapes whose seam is rounded over a width of about `softness`.
inline double blend(double a, double b, double softness) {
    const double h = std::max(softness - std::abs(a - b), 0.0) / softness;
    return std::min(a, b) - h * h * softness / 4;
}

struct Ray {
    Vec3 from;
    Vec3 along;  ///< of length 1
    Vec3 at(double t) const { return from + along * t; }
};

/// The distance along the ray to the first surface of the scene; `far` if there is none before it.
template <typename Scene>
double march(const Scene& scene, const Ray& ray, double far) {
    constexpr int kMaxSteps = 220;
    double t = 0;
    for (int i = 0; i < kMaxSteps && t < far; ++i) {
        const double distance = scene(ray.at(t)).distance;
        if (distance < 0.0004 * (t + 0.5)) return t;
        t += distance;
    }
    return t < far ? t : far;
}

/// The outward normal at a point of the surface, from differences over `step`.
template <typename Scene>
Vec3 normal_at(const Scene& scene, Vec3 p, double step) {
    const auto corner = [&](Vec3 side) { return side * scene(p + side * step).distance; };
    return normalised(corner({1, -1, -1}) + corner({-1, -1, 1}) + corner({-1, 1, -1}) + corner({1, 1, 1}));
}

/// The light that arrives at `p` from `direction`: 1 all, 0 none; `sharpness` narrows the edge of the shadow.
template <typename Scene>
double light_reaching(const Scene& scene, Vec3 p, Vec3 direction, double far, double sharpness) {
    double light = 1;
    for (double t = 0.02; t < far;) {
        const double distance = scene(p + direction * t).distance;
        light = std::min(light, sharpness * distance / t);
        if (light < 0.01) return 0;
        t += std::clamp(distance, 0.01, 0.6);
    }
    return light;
}

/// Ambient light at `p`, 0 (a crevice) to 1 (open), sampled up to `reach` along the normal.
template <typename Scene>
double openness(const Scene& scene, Vec3 p, Vec3 normal, double reach) {
    double hidden = 0, weight = 1;
    for (int i = 1; i <= 5; ++i, weight *= 0.75) {
        const double h = reach * i / 5;
        hidden += weight * std::max(0.0, h - scene(p + normal * h).distance) / reach;
    }
    return clamp01(1 - 0.85 * hidden);
}

}  // namespace convscope::draw
