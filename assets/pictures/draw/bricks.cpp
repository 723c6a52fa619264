// A brick wall in perspective: mortar lines in two directions, from coarse to fine, and the rough surface of burnt
// clay. Lengths in metres.
#include "assets/pictures/draw/drawings.h"

namespace convscope::draw {

namespace {

constexpr double kBrick = 0.225, kCourse = 0.075, kJoint = 0.013;
constexpr double kEyeHeight = 1.5, kWallHeight = 2.85, kFocal = 330;
const Vec2 kVanishing{330, 318};                     // where the horizon meets the line of sight, in pixels
const Vec2 kAlong = Vec2{0.78, 0.62579549263485};    // the wall's direction on the ground
const Vec3 kSun = normalised({-0.35, 0.75, -0.45});  // in the wall's frame: along, up, out of the wall

struct Brick {
    int course, number;
    Vec2 inside;  // from the brick's lower left corner
};

Brick brick_at(Vec2 wall) {
    const double course = std::floor(wall.y / kCourse);
    const double shift = std::fmod(std::abs(course), 2.0) * kBrick / 2;
    const double number = std::floor((wall.x + shift) / kBrick);
    return {static_cast<int>(course),
            static_cast<int>(number),
            {wall.x + shift - number * kBrick, wall.y - course * kCourse}};
}

// The depth of a point inside the face of its brick; negative in the joint. Noise chips the edges.
double depth_in_brick(Vec2 wall, const Brick& brick) {
    const double chip = 0.004 * (fractal(wall * 60, 3) - 0.5) + 0.0015 * hash(brick.course, brick.number, 9);
    const double x = std::min(brick.inside.x, kBrick - brick.inside.x),
                 y = std::min(brick.inside.y, kCourse - brick.inside.y);
    return std::min(x, y) - kJoint / 2 + chip;
}

double relief(Vec2 wall) {
    const Brick brick = brick_at(wall);
    const double face = smoothstep(-0.002, 0.006, depth_in_brick(wall, brick));
    const double rough = 0.0035 * fractal(wall * 90, brick.course + 7 * brick.number) + 0.004 * fractal(wall * 18, 2);
    const double tilt = (hash(brick.course, brick.number, 4) - 0.5) * 0.03 * (brick.inside.x - kBrick / 2);
    return face * (0.008 + rough + tilt) + (1 - face) * 0.0012 * noise(wall * 400, 5);
}

Vec3 clay(Vec2 wall, const Brick& brick) {
    const double tone = hash(brick.course, brick.number, 1), dark = hash(brick.course, brick.number, 2);
    Vec3 colour = mix(Vec3{0.43, 0.13, 0.075}, Vec3{0.60, 0.27, 0.14}, tone);
    if (dark > 0.86) colour = mix(colour, {0.14, 0.085, 0.09}, 0.8);
    if (dark < 0.07) colour = mix(colour, {0.72, 0.50, 0.30}, 0.7);
    const double pores = smoothstep(0.62, 0.75, noise(wall * 260, 11));
    return colour * (0.75 + 0.5 * fractal(wall * 55, 6)) * (1 - 0.3 * pores);
}

Vec3 wall_light(Vec2 wall, double distance) {
    const double step = 0.0008 * std::max(1.0, distance);
    const double h = relief(wall);
    const Vec3 normal =
        normalised({(h - relief(wall + Vec2{step, 0})) / step, (h - relief(wall + Vec2{0, step})) / step, 1});
    const Brick brick = brick_at(wall);
    const double face = smoothstep(-0.002, 0.002, depth_in_brick(wall, brick));
    const Vec3 mortar = Vec3{0.66, 0.64, 0.58} * (0.7 + 0.5 * fractal(wall * 120, 8));
    const Vec3 colour = mix(mortar, clay(wall, brick), face);
    // The sun is high: the upper edge of a joint casts its shadow down on the mortar.
    const double shadow = (1 - face) * smoothstep(kCourse - 1.1 * kJoint, kCourse - 0.3 * kJoint, brick.inside.y);
    const Vec3 sun_in_wall{kSun.x, kSun.y, -kSun.z};
    const double sun = std::max(0.0, dot(normal, sun_in_wall)) * (1 - 0.8 * shadow);
    const double damp = mix(0.55, 1.0, smoothstep(0.0, 0.7, wall.y + 0.5 * fractal(Vec2{wall.x * 2, 0}, 12)));
    const double stain = mix(0.72, 1.05, smoothstep(0.3, 0.6, fractal(Vec2{wall.x * 1.3, wall.y * 0.5}, 13)));
    return colour * (Vec3{1.9, 1.75, 1.5} * sun + Vec3{0.26, 0.31, 0.40}) * damp * stain;
}

Vec3 coping_light(Vec2 wall) {
    const double joint = std::abs(std::fmod(wall.x + 100, 0.6) - 0.3);
    const double value = (joint > 0.292 ? 0.25 : 0.62) * (0.8 + 0.4 * fractal(wall * 40, 21));
    return Vec3{1.0, 0.97, 0.9} * value;
}

Vec3 ground_light(Vec2 ground, double to_wall) {
    const Vec2 slab{std::fmod(dot(ground, kAlong) + 50, 0.5), std::fmod(to_wall + 50, 0.5)};
    const bool joint = std::min(slab.x, slab.y) < 0.012;
    const double value = (joint ? 0.10 : 0.34) * (0.7 + 0.6 * fractal(ground * 45, 31));
    const double shade = mix(0.35, 1.0, smoothstep(0.0, 0.35, to_wall));
    return Vec3{1.0, 0.97, 0.92} * value * shade;
}

Vec3 sky_light(Vec2 pixel) {
    const Vec3 clear = mix(Vec3{0.55, 0.70, 0.88}, Vec3{0.22, 0.42, 0.75}, clamp01((300 - pixel.y) / 320));
    return mix(clear, grey(0.92), 0.6 * smoothstep(0.45, 0.75, fractal(Vec2{pixel.x / 130, pixel.y / 55}, 41)));
}

Vec3 shade(Vec2 pixel) {
    const Vec3 ray{(pixel.x - kVanishing.x) / kFocal, (kVanishing.y - pixel.y) / kFocal, 1};
    const Vec2 out{kAlong.y, -kAlong.x};  // from the wall towards the eye's side
    const double eye_distance = 2.1;
    const double towards = -(ray.x * out.x + ray.z * out.y);
    const double t = towards > 1e-6 ? eye_distance / towards : 1e9;
    const double height = kEyeHeight + t * ray.y;
    if (height < 0) {
        const double s = -kEyeHeight / ray.y;
        const Vec2 ground{s * ray.x, s * ray.z};
        return encoded(ground_light(ground, eye_distance + dot(ground, out)));
    }
    const Vec2 wall{t * (ray.x * kAlong.x + ray.z * kAlong.y), height};
    if (height < kWallHeight) return encoded(wall_light(wall, t));
    if (height < kWallHeight + 0.09) return encoded(coping_light(wall));
    return encoded(sky_light(pixel));
}

}  // namespace

Drawing bricks() {
    return {"pictures/bricks", 512, 3, 4, [](const Sample& sample) { return shade(sample.at); }};
}

}  // namespace convscope::draw
