#include "assets/pictures/draw/raster.h"

#include <array>
#include <cstddef>

namespace convscope::draw {

namespace {

double encoded(double v) {
    v = clamp01(v);
    return v <= 0.0031308 ? 12.92 * v : 1.055 * std::pow(v, 1 / 2.4) - 0.055;
}

double eased(double t) {
    return t * t * (3 - 2 * t);
}

constexpr int kOctaves = 4;

template <typename Point>
double octaves(Point p, int seed) {
    double sum = 0, weight = 0.5;
    for (int i = 0; i < kOctaves; ++i, weight /= 2) {
        sum += weight * noise(p, seed + i);
        p = p * 2.03;  // not quite 2, so that the lattices of the octaves do not coincide
    }
    return sum / (1 - 2 * weight);
}

}  // namespace

Vec3 encoded(Vec3 light) {
    return {encoded(light.x), encoded(light.y), encoded(light.z)};
}

double hash(int a, int b, int c) {
    std::uint32_t h = static_cast<std::uint32_t>(a) * 0x9E3779B1U ^ static_cast<std::uint32_t>(b) * 0x85EBCA77U ^
                      static_cast<std::uint32_t>(c) * 0xC2B2AE3DU;
    for (const int shift : {15, 13, 16}) {
        h ^= h >> shift;
        h *= 0x2C1B3C6DU;
    }
    return (h ^ (h >> 16)) / 4294967296.0;
}

double noise(Vec2 p, int seed) {
    const double fx = std::floor(p.x), fy = std::floor(p.y);
    const int x = static_cast<int>(fx), y = static_cast<int>(fy);
    const double tx = eased(p.x - fx), ty = eased(p.y - fy);
    return mix(mix(hash(x, y, seed), hash(x + 1, y, seed), tx), mix(hash(x, y + 1, seed), hash(x + 1, y + 1, seed), tx),
               ty);
}

double noise(Vec3 p, int seed) {
    const double fz = std::floor(p.z);
    const int z = static_cast<int>(fz) * 57 + seed;
    return mix(noise(Vec2{p.x, p.y}, z), noise(Vec2{p.x, p.y}, z + 57), eased(p.z - fz));
}

double fractal(Vec2 p, int seed) {
    return octaves(p, seed);
}
double fractal(Vec3 p, int seed) {
    return octaves(p, seed);
}

double segment_distance(Vec2 p, Vec2 a, Vec2 b) {
    const Vec2 along = b - a;
    const double squared = dot(along, along);
    const double t = squared > 0 ? clamp01(dot(p - a, along) / squared) : 0;
    return length(p - a - along * t);
}

double polygon_distance(Vec2 p, std::span<const Vec2> corners) {
    double nearest = 1e9;
    bool inside = false;
    for (std::size_t i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
        const Vec2 a = corners[i], b = corners[j];
        nearest = std::min(nearest, segment_distance(p, a, b));
        if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) inside = !inside;
    }
    return inside ? -nearest : nearest;
}

void draw_row(const Drawing& drawing, int row, std::span<std::uint8_t> pixels) {
    const int n = drawing.samples;
    for (int col = 0; col < drawing.size; ++col) {
        Vec3 sum;
        for (int i = 0; i < n * n; ++i) {
            const int across = i % n, down = i / n;
            const Vec2 at{col + (across + 0.5) / n, row + (down + 0.5) / n};
            sum = sum + drawing.shade({at, (row * drawing.size + col) * n * n + i});
        }
        const Vec3 mean = sum * (1.0 / (n * n));
        const std::array<double, 3> channels{mean.x, mean.y, mean.z};
        for (int c = 0; c < drawing.channels; ++c) {
            const auto index = static_cast<std::size_t>(col * drawing.channels + c);
            pixels[index] =
                static_cast<std::uint8_t>(std::lround(255 * clamp01(channels[static_cast<std::size_t>(c)])));
        }
    }
}

}  // namespace convscope::draw
