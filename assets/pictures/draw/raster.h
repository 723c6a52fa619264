// Small vectors, noise that is equal on every machine, and the sampler that turns a function of the plane into pixels.
// All drawings use them.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

namespace convscope::draw {

struct Vec2 {
    double x = 0, y = 0;
};
inline Vec2 operator+(Vec2 a, Vec2 b) {
    return {a.x + b.x, a.y + b.y};
}
inline Vec2 operator-(Vec2 a, Vec2 b) {
    return {a.x - b.x, a.y - b.y};
}
inline Vec2 operator*(Vec2 a, double s) {
    return {a.x * s, a.y * s};
}
inline double dot(Vec2 a, Vec2 b) {
    return a.x * b.x + a.y * b.y;
}
inline double length(Vec2 a) {
    return std::sqrt(dot(a, a));
}
inline Vec2 rotated(Vec2 a, double angle) {
    const double c = std::cos(angle), s = std::sin(angle);
    return {c * a.x - s * a.y, s * a.x + c * a.y};
}

/// A point or direction in space, or a colour (red, green, blue; 0 black, 1 full).
struct Vec3 {
    double x = 0, y = 0, z = 0;
};
inline Vec3 operator+(Vec3 a, Vec3 b) {
    return {a.x + b.x, a.y + b.y, a.z + b.z};
}
inline Vec3 operator-(Vec3 a, Vec3 b) {
    return {a.x - b.x, a.y - b.y, a.z - b.z};
}
inline Vec3 operator*(Vec3 a, Vec3 b) {
    return {a.x * b.x, a.y * b.y, a.z * b.z};
}
inline Vec3 operator*(Vec3 a, double s) {
    return {a.x * s, a.y * s, a.z * s};
}
inline double dot(Vec3 a, Vec3 b) {
    return a.x * b.x + a.y * b.y + a.z * b.z;
}
inline double length(Vec3 a) {
    return std::sqrt(dot(a, a));
}
inline Vec3 normalised(Vec3 a) {
    return a * (1 / length(a));
}
inline Vec3 grey(double v) {
    return {v, v, v};
}

inline double mix(double a, double b, double t) {
    return a + (b - a) * t;
}
inline Vec3 mix(Vec3 a, Vec3 b, double t) {
    return a + (b - a) * t;
}
inline double clamp01(double v) {
    return std::clamp(v, 0.0, 1.0);
}
/// 0 below `low`, 1 above `high` (which may be less than `low`), smooth between.
inline double smoothstep(double low, double high, double v) {
    const double t = clamp01((v - low) / (high - low));
    return t * t * (3 - 2 * t);
}
/// Linear light to display values, per channel.
Vec3 encoded(Vec3 light);

/// 0..1, different for every triple of integers.
double hash(int a, int b = 0, int c = 0);
/// Smooth noise, 0..1, with about one maximum per unit.
double noise(Vec2 p, int seed = 0);
double noise(Vec3 p, int seed = 0);
/// Four octaves of smooth noise, 0..1.
double fractal(Vec2 p, int seed = 0);
double fractal(Vec3 p, int seed = 0);

/// Distance from `p` to the segment from `a` to `b`.
double segment_distance(Vec2 p, Vec2 a, Vec2 b);
/// The signed distance from `p` to the closed polygon with those corners, negative inside.
double polygon_distance(Vec2 p, std::span<const Vec2> corners);

/// A point of the picture in pixels (x right, y down), and a seed that differs between samples.
struct Sample {
    Vec2 at;
    int seed;
};

/// A square picture as a function: display values 0..1 at any point. With one channel only .x counts.
struct Drawing {
    std::string_view name;  ///< the file in the assets folder, without .png
    int size;
    int channels;
    int samples;  ///< per pixel and axis; 1 takes the pixel's centre
    std::function<Vec3(const Sample&)> shade;
};

/// One row of the drawing, size * channels bytes.
void draw_row(const Drawing& drawing, int row, std::span<std::uint8_t> pixels);

}  // namespace convscope::draw
