// People on the steps of a house. Treads and window sills are horizontal, balusters and window posts vertical, the
// railings slanted; the light comes from one side. Lengths in metres: x right, y up, z away from the viewer.
#include "assets/pictures/draw/drawings.h"
#include "assets/pictures/draw/march.h"
#include "assets/pictures/draw/staircase_people.h"

namespace convscope::draw {

namespace {

enum Material { paving, stone, terrace, plaster, trim, frame, glass, door, iron, rail, first_person };

constexpr double kRise = 0.165, kRun = 0.34;
constexpr int kSteps = 12;
constexpr double kTop = kSteps * kRise, kDepth = kSteps * kRun;
constexpr double kHalfWidth = 1.95;  // of the steps
constexpr double kStringer = 0.2;    // width of the sloping walls at both sides of the steps
constexpr double kFacade = 7.4;      // z of the house's front
constexpr double kFar = 30;
const Vec3 kEye{0.3, 3.15, -4.7};
const Vec3 kSun = normalised({-0.70, 0.74, -0.27});

// The height of the line through the front edges of the steps.
double slope_height(double z) {
    return (z / kRun + 1) * kRise;
}

double steps(Vec3 p) {
    const double slope = (p.y - slope_height(p.z)) * kRun / length(Vec2{kRun, kRise});
    const double side = std::abs(p.x) - kHalfWidth;
    if (std::max(slope, side) > 0.3) return std::max(slope, side);
    const int here = static_cast<int>(std::floor(p.z / kRun));
    double nearest = 1e9;
    for (int i = std::clamp(here - 1, 0, kSteps - 1); i <= std::clamp(here + 2, 0, kSteps - 1); ++i) {
        const double front = i * kRun - p.z, above = p.y - (i + 1) * kRise;
        // The tread extends 3 cm beyond the riser.
        const double tread = std::max({front - 0.03, above, -above - 0.045});
        nearest = std::min(nearest, std::min(std::max(front, above), tread));
    }
    return std::max(nearest, side);
}

double stringers(Vec3 p) {
    const double x = std::abs(p.x) - kHalfWidth - kStringer / 2;
    const double slope = (p.y - slope_height(p.z) - 0.16) * kRun / length(Vec2{kRun, kRise});
    return std::max({std::abs(x) - kStringer / 2, slope, -0.35 - p.z, p.z - kDepth});
}

// Upright bars every `gap` along one axis, between two heights.
double bars(double along, double across, double y, double gap, double low, double high, double radius) {
    const double offset = along - gap * std::round(along / gap);
    const double beyond = std::max({low - y, y - high, 0.0});
    return length(Vec3{offset, across, beyond}) - radius;
}

Surface stair_railing(Vec3 p) {
    const double x = std::abs(p.x) - kHalfWidth - kStringer / 2;
    const double gap = kRun / 2;
    const double cell = gap * std::round(p.z / gap);
    double metal = bars(p.z, x, p.y, gap, slope_height(cell) + 0.1, slope_height(cell) + 1.0, 0.017);
    metal = std::max(metal, std::max(-0.05 - p.z, p.z - kDepth));
    const Vec3 q{x, p.y, p.z};
    const Vec3 foot{0, slope_height(-0.2), -0.2}, head{0, slope_height(kDepth), kDepth};
    metal = std::min(metal, limb(q, foot + Vec3{0, 0.28, 0}, head + Vec3{0, 0.28, 0}, 0.018, 0.018));
    const double wood = limb(q, foot + Vec3{0, 1.03, 0}, head + Vec3{0, 1.03, 0}, 0.038, 0.038);
    const double post = std::min(box(q, {0, 0.65, -0.25}, {0.085, 0.68, 0.085}), sphere(q, {0, 1.42, -0.25}, 0.11));
    return nearer(nearer({metal, iron}, {wood, rail}), {post, stone});
}

Surface terrace_railing(Vec3 p) {
    const double begin = kHalfWidth + kStringer;
    const double x = std::abs(p.x) - begin, z = p.z - kDepth - 0.12;
    double metal = bars(x, z, p.y, 0.19, kTop + 0.08, kTop + 0.95, 0.022);
    metal = std::max(metal, -x);
    const Vec3 q{std::max(-x, 0.0), p.y - kTop, z};
    metal = std::min(metal, length(Vec2{q.x, length(Vec2{q.y - 0.12, q.z})}) - 0.022);
    const double wood = length(Vec2{q.x, length(Vec2{q.y - 0.98, q.z})}) - 0.042;
    const double post =
        std::min(box({x, q.y, z}, {0, 0.58, 0}, {0.09, 0.6, 0.09}), sphere({x, q.y, z}, {0, 1.27, 0}, 0.115));
    return nearer(nearer({metal, iron}, {wood, rail}), {post, stone});
}

// The facade repeats in every bay; the middle bay has a door on the ground floor.
Surface facade(Vec3 p) {
    const double wall = kFacade - p.z;
    if (wall > 0.45) return {wall - 0.2, plaster};
    constexpr double kBay = 2.05, kFloor = 3.25;
    const double bay = std::round(p.x / kBay);
    const double storey = p.y > kTop + kFloor ? 1 : 0;
    const bool is_door = bay == 0 && storey == 0;
    const Vec3 q{p.x - bay * kBay, p.y - kTop - storey * kFloor, p.z - kFacade};
    const double low = is_door ? 0 : 0.75, high = 2.55;
    const Vec3 middle{0, (low + high) / 2, 0}, half{0.6, (high - low) / 2, 0.26};
    const double hole = box(q, middle, half);
    Surface nearest{std::max(wall, -hole), plaster};
    const double around = std::max(box(q, middle, half + Vec3{0.14, 0.14, -0.2}), -hole);
    const double sill = box(q, {0, low - 0.05, -0.05}, {0.78, 0.06, 0.12});
    const double ledge = box(q, {0, 3.05, -0.02}, {9, 0.07, 0.14});
    const double plinth = box(q, {0, 0.1, 0}, {is_door ? 0.0 : 9, 0.25, 0.05});
    nearest = nearer(nearest, {std::min({around, is_door ? 1e9 : sill, ledge, storey == 0 ? plinth : 1e9}), trim});
    const double pane = 0.19 - q.z;
    nearest = nearer(nearest, {std::max(pane, hole), is_door && q.y < 1.9 ? door : glass});
    const Vec2 bar{std::abs(std::abs(q.x) - 0.27) - 0.27,
                   std::abs(std::fmod(q.y - low + 9 * 0.45, 0.45) - 0.225) - 0.225};
    const double post = std::min(-bar.x, std::abs(q.x));
    const double rung = is_door ? std::abs(q.y - 1.9) : -bar.y;
    const double lattice = std::max({std::min(post, rung) - 0.03, std::abs(q.z - 0.17) - 0.03, hole});
    return nearer(nearest, {lattice, frame});
}

Surface scene(Vec3 p) {
    Surface nearest{p.y, paving};
    nearest = nearer(nearest, {std::max(p.y - kTop, kDepth - p.z), terrace});
    nearest = nearer(nearest, {std::min(steps(p), stringers(p)), stone});
    nearest = nearer(nearest, facade(p));
    nearest = nearer(nearest, stair_railing(p));
    nearest = nearer(nearest, terrace_railing(p));
    return nearer(nearest, nearest_person(p, first_person));
}

// Darker along the joints of blocks of the given size; every block a little different.
Vec3 blocks(Vec2 p, Vec2 size, Vec3 colour, int seed) {
    const double row = std::floor(p.y / size.y), shift = std::fmod(std::abs(row), 2.0) * size.x / 2;
    const double col = std::floor((p.x + shift) / size.x);
    const Vec2 in{p.x + shift - col * size.x, p.y - row * size.y};
    const double joint = std::min({in.x, size.x - in.x, in.y, size.y - in.y});
    const double tone = 0.82 + 0.3 * hash(static_cast<int>(row), static_cast<int>(col), seed);
    return colour * (tone * mix(0.5, 1.0, smoothstep(0.006, 0.014, joint)));
}

Vec3 window_colour(Vec3 p) {
    // The panes reflect a bright sky with clouds and dark trees.
    const double clouds = fractal(Vec2{p.x * 0.9, p.y * 1.6}, 81);
    const double trees = kTop + 1.2 + 1.6 * fractal(Vec2{p.x * 1.3, 0}, 82);
    const Vec3 sky = mix(Vec3{0.10, 0.22, 0.45}, Vec3{0.55, 0.62, 0.70}, smoothstep(0.4, 0.7, clouds));
    return mix(Vec3{0.02, 0.035, 0.03}, sky, smoothstep(-0.3, 0.3, p.y - trees));
}

Vec3 colour_of(int material, Vec3 p) {
    const double grain = 0.82 + 0.36 * fractal(p * 22, 61);
    const double stain = 0.80 + 0.35 * fractal(p * 2.3, 62);
    const Vec3 worn = grey(grain * stain);
    switch (material) {
        case paving:
            return blocks({p.x, p.z}, {0.6, 0.6}, {0.36, 0.35, 0.33}, 1) * worn;
        case stone:
            return Vec3{0.49, 0.465, 0.41} * worn;
        case terrace:
            return (p.y > kTop - 0.02 ? blocks({p.x, p.z}, {0.7, 0.7}, {0.42, 0.40, 0.36}, 2)
                                      : blocks({p.x, p.y}, {0.8, 0.33}, {0.44, 0.40, 0.34}, 3)) *
                   worn;
        case plaster:
            return Vec3{0.66, 0.40, 0.19} * worn;
        case trim:
            return Vec3{0.74, 0.70, 0.62} * worn;
        case frame:
            return {0.80, 0.80, 0.78};
        case glass:
            return window_colour(p);
        case door:
            return Vec3{0.05, 0.20, 0.16} * grain;
        case iron:
            return {0.025, 0.035, 0.03};
        case rail:
            return Vec3{0.20, 0.085, 0.035} * grain;
        default:
            return person_colour(material - first_person, p);
    }
}

Vec3 shade(const Sample& sample) {
    constexpr double kFocal = 470;
    const Vec2 horizon{262, 186};
    const Ray ray{kEye, normalised({(sample.at.x - horizon.x) / kFocal, (horizon.y - sample.at.y) / kFocal, 1})};
    const double t = march(scene, ray, kFar);
    const Vec3 p = ray.at(t);
    const int material = scene(p).material;
    const Vec3 normal = normal_at(scene, p, 0.0006 * t);
    const Vec3 from = p + normal * (0.0015 * t);
    // The sun is a disc: every sample takes another point of it, so that shadows have soft edges.
    const Vec3 sun = normalised(
        kSun + Vec3{hash(sample.seed, 1) - 0.5, hash(sample.seed, 2) - 0.5, hash(sample.seed, 3) - 0.5} * 0.03);
    const double facing = std::max(0.0, dot(normal, sun));
    const double direct = facing > 0 ? facing * light_reaching(scene, from, sun, 9, 60) : 0;
    const double open = openness(scene, from, normal, 0.5);
    const Vec3 sky = Vec3{0.30, 0.36, 0.46} * (open * (0.6 + 0.4 * normal.y));
    const Vec3 bounced = Vec3{0.16, 0.13, 0.09} * (open * (0.5 - 0.5 * normal.y));
    const Vec3 colour = colour_of(material, p);
    if (material == glass) return encoded(colour * (0.55 + 0.45 * direct));
    return encoded(colour * (Vec3{2.1, 1.92, 1.6} * direct + sky + bounced));
}

}  // namespace

Drawing staircase() {
    return {"pictures/staircase", 512, 3, 3, shade};
}

}  // namespace convscope::draw
