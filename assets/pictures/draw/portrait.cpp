// A portrait: a head modelled in 3-D before a blurred garden. It has soft gradients on the skin, fine texture in the
// hair, and no straight lines. The unit is about the height of the head; x right, y up, z towards the viewer.
#include <array>
#include <numbers>

#include "assets/pictures/draw/drawings.h"
#include "assets/pictures/draw/march.h"

namespace convscope::draw {

namespace {

enum Material { skin, eye, hair, jumper };

constexpr double kHeadAngle = 0.34;  // radians, towards the viewer's right
constexpr double kFar = 12;
constexpr Vec3 kEye{0.150, 0.070, 0.313};
constexpr double kEyeball = 0.080;
const Vec3 kKey = normalised({-0.42, 0.46, 0.78});
const Vec3 kRim = normalised({0.80, 0.28, -0.50});

// Left and right halves of the face are alike, so features are placed at positive x only.
Vec3 mirrored(Vec3 p) {
    return {std::abs(p.x), p.y, p.z};
}

Vec3 in_head(Vec3 p) {
    const Vec2 yaw = rotated({p.x, p.z}, kHeadAngle);
    const Vec2 nod = rotated({yaw.x, p.y}, 0.06);
    return {nod.x, nod.y, yaw.y};
}

// Two shells around the eyeball that leave an almond between them.
double lids(Vec3 m) {
    const Vec3 q = m - kEye;
    const double bend = q.x * q.x;
    const double upper = q.y - (0.037 - 5.2 * bend), lower = -0.031 + 3.6 * bend - q.y;
    return std::max(length(q) - kEyeball - 0.009, -std::max(upper, lower) * 0.7);
}

double nose(Vec3 m) {
    double all = limb(m, {0, 0.09, 0.395}, {0, -0.075, 0.480}, 0.030, 0.040);
    all = blend(all, sphere(m, {0, -0.088, 0.490}, 0.043), 0.03);
    return blend(all, ellipsoid(m, {0.046, -0.100, 0.450}, {0.030, 0.027, 0.036}), 0.04);
}

double mouth(Vec3 m) {
    const double corner = 0.018 * smoothstep(0.05, 0.13, m.x);
    const double bow = -0.006 * smoothstep(0.03, 0.0, m.x);
    const Vec3 q{m.x, m.y - corner, m.z + 1.5 * m.x * m.x};
    const double upper = ellipsoid(q, {0, -0.219 + bow, 0.402}, {0.128, 0.018, 0.032});
    const double lower = ellipsoid(q, {0, -0.250, 0.398}, {0.104, 0.024, 0.035});
    return std::min(upper, lower);
}

double face(Vec3 p) {
    const Vec3 m = mirrored(p);
    double all = ellipsoid(p, {0, 0.17, 0.0}, {0.385, 0.43, 0.455});
    all = blend(all, ellipsoid(p, {0, -0.11, 0.09}, {0.270, 0.37, 0.325}), 0.18);
    all = blend(all, ellipsoid(p, {0, -0.375, 0.255}, {0.095, 0.070, 0.10}), 0.16);
    all = blend(all, ellipsoid(m, {0.205, -0.065, 0.255}, {0.11, 0.095, 0.10}), 0.14);
    all = blend(all, ellipsoid(m, {0.12, 0.180, 0.350}, {0.12, 0.03, 0.045}), 0.12);
    all = -blend(-all, ellipsoid(m, {0.160, 0.075, 0.425}, {0.085, 0.055, 0.06}), 0.07);
    all = blend(all, nose(m), 0.05);
    all = -blend(-all, ellipsoid(m, {0.028, -0.125, 0.472}, {0.012, 0.009, 0.02}), 0.012);
    all = blend(all, mouth(m), 0.025);
    all = blend(all, lids(m), 0.016);
    const double ear = ellipsoid(m, {0.40, 0.02, -0.03}, {0.045, 0.12, 0.075});
    return blend(all, ear, 0.04);
}

double body(Vec3 p) {
    double all = limb(p, {0, -1.02, -0.20}, {0.0, -0.25, -0.10}, 0.205, 0.185);
    return blend(all, limb(mirrored(p), {0.05, -0.98, -0.14}, {0.55, -1.15, -0.16}, 0.15, 0.10), 0.2);
}

double clothes(Vec3 p) {
    const Vec3 m = mirrored(p);
    double all = limb(m, {0.0, -1.07, -0.17}, {0.66, -1.19, -0.16}, 0.27, 0.205);
    all = blend(all, ellipsoid(p, {0, -1.75, -0.1}, {0.85, 0.75, 0.42}), 0.2);
    all = blend(all, limb(m, {0.66, -1.19, -0.16}, {0.92, -2.0, -0.1}, 0.21, 0.2), 0.1);
    all = blend(all, limb(p, {0, -1.25, -0.2}, {0, -0.88, -0.17}, 0.34, 0.225), 0.12);
    if (all > 0.25) return all - 0.1;
    const double collar =
        length(Vec2{length(Vec2{p.x, (p.z + 0.17) * 1.02}) - 0.235, p.y + 0.80 - 0.2 * (p.z + 0.13)}) - 0.055;
    all = blend(all, collar, 0.07);
    const double ribs = 0.006 * std::cos(p.y * 75 + 6 * fractal(Vec2{p.x * 1.5, p.y * 1.5}, 7));
    return all + ribs - 0.02 * (fractal(p * 3, 5) - 0.5);
}

// The hair is combed from a parting. The direction of the strands gives the lines of its texture.
double strands(Vec3 p) {
    const double along = std::atan2(p.x + 0.10, p.z + 0.12);
    return fractal(Vec2{along * 26 + 2 * noise(p * 3, 31), p.y * 2.2 + p.z}, 32);
}

double hairdo(Vec3 p) {
    double all = ellipsoid(p, {0, 0.22, -0.055}, {0.445, 0.455, 0.475});
    all = blend(all, ellipsoid(p, {0, -0.22, -0.235}, {0.40, 0.55, 0.28}), 0.16);
    const Vec3 m = mirrored(p);
    all = blend(all, limb(m, {0.37, 0.15, 0.02}, {0.40, -0.62, -0.02}, 0.10, 0.075), 0.10);
    // Hair stays above a line that rises from the temples to the parting.
    const double edge = 0.335 - 0.9 * std::pow(std::abs(p.x + 0.10), 1.7);
    const double free = std::max({p.y - edge, 0.02 - p.z, std::abs(p.x) - 0.335});
    all = std::max(all, -blend(free, 0.5 - p.z + 3 * std::max(p.y - edge, 0.0), 0.02));
    return all > 0.1 ? all - 0.02 : all - 0.030 * (strands(p) - 0.5);
}

Surface scene(Vec3 p) {
    const Vec3 head = in_head(p);
    const double neck = body(p);
    if (const double bound = sphere(head, {0, -0.05, -0.02}, 0.85); bound > 0.3) {
        return nearer({std::min(bound, neck), skin}, {0.75 * clothes(p), jumper});
    }
    Surface nearest{0.8 * blend(face(head), neck, 0.06), skin};
    nearest = nearer(nearest, {sphere(mirrored(head), kEye, kEyeball), eye});
    nearest = nearer(nearest, {0.7 * hairdo(head), hair});
    return nearer(nearest, {0.75 * clothes(p), jumper});
}

Vec3 skin_colour(Vec3 p) {
    const Vec3 m = mirrored(p);
    Vec3 colour = Vec3{0.60, 0.34, 0.235} * (0.92 + 0.16 * fractal(p * 40, 21));
    const double blush = smoothstep(0.17, 0.02, length(m - Vec3{0.23, -0.09, 0.34})) +
                         0.7 * smoothstep(0.09, 0.02, length(m - Vec3{0, -0.09, 0.54}));
    colour = mix(colour, {0.62, 0.23, 0.17}, 0.45 * clamp01(blush));
    if (mouth(m) < 0.010) colour = mix({0.50, 0.17, 0.14}, colour, smoothstep(0.002, 0.010, mouth(m)));
    const double arch = 0.197 + 0.018 * smoothstep(0.06, 0.18, m.x) - 0.045 * smoothstep(0.17, 0.30, m.x);
    const double brow = smoothstep(0.030, 0.008, std::abs(m.y - arch) + 0.008 * noise(Vec2{m.x * 70, m.y * 70}, 22)) *
                        smoothstep(0.045, 0.08, m.x) * smoothstep(0.30, 0.24, m.x) * smoothstep(0.1, 0.2, m.z);
    colour = mix(colour, {0.07, 0.03, 0.015}, 0.85 * brow);
    const Vec3 eye_at = m - kEye;
    const double lash = std::abs(eye_at.y - (0.037 - 5.2 * eye_at.x * eye_at.x));
    if (length(eye_at) < kEyeball + 0.012) colour = mix({0.04, 0.02, 0.015}, colour, smoothstep(0.002, 0.012, lash));
    return colour;
}

Vec3 eye_colour(Vec3 p) {
    // Both eyes look at the viewer, although the head is rotated.
    const Vec3 m = p - Vec3{p.x > 0 ? kEye.x : -kEye.x, kEye.y, kEye.z};
    const Vec2 gaze = rotated({m.x, m.z}, -kHeadAngle * 0.75);
    const double off = length(Vec2{gaze.x, m.y}) / kEyeball;
    if (gaze.y < 0) return grey(0.6);
    if (off < 0.19) return grey(0.01);
    if (off < 0.45) return Vec3{0.10, 0.20, 0.16} * (0.6 + 0.9 * noise(Vec2{std::atan2(m.y, gaze.x) * 9, off * 3}, 51));
    return mix({0.05, 0.05, 0.05}, {0.72, 0.68, 0.66}, smoothstep(0.45, 0.52, off));
}

Vec3 colour_of(int material, Vec3 p, Vec3 head) {
    switch (material) {
        case skin:
            return skin_colour(head);
        case eye:
            return eye_colour(head);
        case hair:
            return mix(Vec3{0.055, 0.020, 0.008}, Vec3{0.30, 0.125, 0.045}, smoothstep(0.25, 0.75, strands(head)));
        default:
            return Vec3{0.045, 0.16, 0.30} * (0.75 + 0.5 * noise(Vec2{p.x * 60, p.y * 60}, 41));
    }
}

// The garden is out of focus: discs of light on a vertical gradient.
Vec3 background(Vec2 pixel) {
    Vec3 light = mix(Vec3{0.10, 0.16, 0.09}, Vec3{0.42, 0.44, 0.30},
                     smoothstep(480, 20, pixel.y + 90 * fractal(pixel * 0.006, 92)));
    light = light * mix(0.55, 1.15, smoothstep(60, 460, pixel.x));
    for (int i = 0; i < 34; ++i) {
        const Vec2 centre{560 * hash(i, 1) - 24, 430 * hash(i, 2) - 20};
        const double radius = 14 + 34 * hash(i, 3);
        const double disc = smoothstep(radius, radius - 5, length(pixel - centre));
        const Vec3 tint = mix(Vec3{0.60, 0.42, 0.16}, Vec3{0.22, 0.45, 0.34}, hash(i, 4));
        light = light + tint * (disc * (0.12 + 0.25 * hash(i, 5)));
    }
    return light;
}

double shine(Vec3 normal, Vec3 light, Vec3 view, double sharpness) {
    const Vec3 half = normalised(light - view);
    return std::pow(std::max(0.0, dot(normal, half)), sharpness);
}

Vec3 shade(const Sample& sample) {
    constexpr double kFocal = 1180;
    const Ray ray{{0.02, -0.05, 5.0}, normalised({(sample.at.x - 250) / kFocal, (216 - sample.at.y) / kFocal, -1})};
    const double t = march(scene, ray, kFar);
    if (t >= kFar) return encoded(background(sample.at));
    const Vec3 p = ray.at(t);
    const int material = scene(p).material;
    const Vec3 normal = normal_at(scene, p, material == hair ? 0.004 : 0.0015);
    const Vec3 from = p + normal * 0.008;
    const double wrap =
        material == skin ? 0.25 : 0.05;  // subsurface scattering: light leaves the skin near the point where it enters
    const double key = clamp01((dot(normal, kKey) + wrap) / (1 + wrap)) * light_reaching(scene, from, kKey, 2.5, 7);
    const double rim = std::max(0.0, dot(normal, kRim)) * light_reaching(scene, from, kRim, 2.5, 9);
    const double open = openness(scene, from, normal, 0.22);
    const Vec3 fill = mix(Vec3{0.10, 0.12, 0.11}, Vec3{0.26, 0.28, 0.30}, 0.5 + 0.5 * normal.y) * open;
    const Vec3 light = Vec3{1.65, 1.48, 1.25} * key + Vec3{0.75, 0.80, 0.70} * rim + fill;
    Vec3 colour = colour_of(material, p, in_head(p)) * light;
    const double gloss = material == eye ? 0.9 : material == jumper ? 0.0 : 0.09;
    colour = colour + grey(gloss * key * shine(normal, kKey, ray.along, material == eye ? 90 : 14));
    return encoded(colour);
}

}  // namespace

Drawing portrait() {
    return {"pictures/portrait", 512, 3, 3, shade};
}

}  // namespace convscope::draw
