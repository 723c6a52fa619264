#include "assets/pictures/draw/staircase_people.h"

#include <array>
#include <cstddef>

namespace convscope::draw {

namespace {

constexpr Vec3 kRed{0.62, 0.035, 0.03}, kBlue{0.03, 0.12, 0.50}, kYellow{0.80, 0.52, 0.04}, kGreen{0.03, 0.26, 0.10};
constexpr Vec3 kCream{0.70, 0.64, 0.52}, kCharcoal{0.03, 0.03, 0.04}, kDenim{0.05, 0.09, 0.20}, kTan{0.30, 0.19, 0.09};
constexpr Vec3 kBlack{0.012, 0.01, 0.01}, kBrown{0.09, 0.04, 0.015}, kBlond{0.50, 0.34, 0.13};

constexpr std::array<Person, 6> kPeople{{
    {{-1.02, 0.66, 1.18}, 0.08, 1.74, 0.8, 0.165, true, true, kRed, kCharcoal, kBrown},
    {{0.83, 1.155, 2.2}, 3.0, 1.80, -0.7, 0, false, false, kBlue, kTan, kBlack},
    {{-0.25, 1.65, 3.25}, 0.1, 1.66, -0.9, 0.165, false, true, kYellow, kDenim, kBlond},
    {{1.1, 1.98, 4.6}, 2.4, 1.70, 0.3, 0, true, true, kGreen, kCharcoal, kBrown},
    {{-1.9, 1.98, 5.9}, -1.5, 1.78, 0.9, 0, false, false, kCream, kCharcoal, kBlack},
    {{3.2, 1.98, 6.2}, 1.4, 1.72, -0.8, 0, true, false, kCharcoal, kDenim, kBlond},
}};

constexpr int kPartsPerPerson = 8;

// The figures are modelled at a height of 1.75 m, looking along z.
double legs(Vec3 p, const Person& person, double& shoes) {
    double all = 1e9;
    shoes = 1e9;
    for (const double side : {-1.0, 1.0}) {
        const double reach = 0.24 * person.stride * side, lift = reach > 0 ? person.step_up : 0;
        const Vec3 hip{0.09 * side, 0.90, 0}, foot{0.10 * side, 0.07 + lift, reach};
        const Vec3 knee{0.105 * side, 0.50 + lift * 0.6, reach * 0.5 + 0.05 + lift * 0.4};
        all = std::min({all, limb(p, hip, knee, 0.08, 0.066), limb(p, knee, foot, 0.066, 0.05)});
        shoes = std::min(shoes, limb(p, foot - Vec3{0, 0.025, 0.05}, foot + Vec3{0, -0.035, 0.13}, 0.052, 0.04));
    }
    return all;
}

double torso(Vec3 p, const Person& person) {
    const Vec3 flat{p.x, p.y, p.z * 1.45};
    double all = limb(flat, {0, 0.75, 0}, {0, 1.30, 0}, 0.165, 0.165);
    all = blend(all, limb(flat, {-0.125, 1.385, 0}, {0.125, 1.385, 0}, 0.07, 0.07), 0.12);
    if (person.long_coat) all = blend(all, limb(flat, {0, 0.4, 0}, {0, 1.1, 0}, 0.27, 0.15), 0.05);
    all = std::max(all, (person.long_coat ? 0.5 : 0.87) - p.y);
    for (const double side : {-1.0, 1.0}) {
        const double swing = -0.20 * person.stride * side;
        const Vec3 shoulder{0.185 * side, 1.385, 0}, elbow{0.25 * side, 1.12, swing * 0.4};
        const Vec3 wrist{0.25 * side, 0.87, swing + 0.06};
        all = blend(all, limb(p, shoulder, elbow, 0.06, 0.048), 0.05);
        all = blend(all, limb(p, elbow, wrist, 0.048, 0.038), 0.02);
    }
    return all / 1.3;  // the flattening stretches distances
}

double skin(Vec3 p, const Person& person) {
    double all = blend(ellipsoid(p, {0, 1.635, 0.01}, {0.078, 0.112, 0.095}),
                       limb(p, {0, 1.45, 0}, {0, 1.57, 0}, 0.055, 0.05), 0.03);
    for (const double side : {-1.0, 1.0}) {
        const double swing = -0.20 * person.stride * side;
        all = std::min(all, sphere(p, {0.25 * side, 0.81, swing + 0.08}, 0.042));
    }
    return all;
}

double hair(Vec3 p, const Person& person) {
    double all = ellipsoid(p, {0, 1.685, -0.03}, {0.09, 0.092, 0.1});
    if (person.long_hair) all = blend(all, ellipsoid(p, {0, 1.56, -0.07}, {0.088, 0.15, 0.06}), 0.06);
    return all;
}

Surface one_person(Vec3 p, const Person& person, int first_material) {
    const double scale = person.height / 1.75;
    const Vec3 from_feet = p - person.feet;
    const double around = length(Vec2{from_feet.x, from_feet.z}) - 0.5 * scale;
    const double above = from_feet.y - 1.85 * scale;
    const double bound = std::max({around, above, -from_feet.y - 0.1});
    if (bound > 0.25) return {bound, first_material};

    const Vec2 yaw = rotated({from_feet.x, from_feet.z}, -person.heading);
    const Vec3 q = Vec3{yaw.x, from_feet.y, yaw.y} * (1 / scale);
    const auto part = [&](double distance, Garment garment) {
        return Surface{distance * scale, first_material + static_cast<int>(garment)};
    };
    double shoes = 0;
    const Surface trousers = part(legs(q, person, shoes), Garment::trousers);
    const Surface body = nearer(part(torso(q, person), Garment::coat), part(skin(q, person), Garment::skin));
    return nearer(nearer(trousers, part(shoes, Garment::shoes)), nearer(body, part(hair(q, person), Garment::hair)));
}

}  // namespace

std::span<const Person> people() {
    return kPeople;
}

Surface nearest_person(Vec3 p, int first_material) {
    Surface nearest{1e9, first_material};
    for (std::size_t i = 0; i < kPeople.size(); ++i) {
        nearest = nearer(nearest, one_person(p, kPeople[i], first_material + kPartsPerPerson * static_cast<int>(i)));
    }
    return nearest;
}

Vec3 person_colour(int material, Vec3 p) {
    const Person& person = kPeople.at(static_cast<std::size_t>(material / kPartsPerPerson));
    const double cloth = 0.8 + 0.4 * fractal(p * 25, 71);
    switch (static_cast<Garment>(material % kPartsPerPerson)) {
        case Garment::coat:
            return person.coat * cloth;
        case Garment::trousers:
            return person.trousers * cloth;
        case Garment::hair:
            return person.hair * (0.6 + 0.8 * noise(Vec2{p.x * 90, p.y * 12}, 72));
        case Garment::skin:
            return {0.58, 0.33, 0.22};
        case Garment::shoes:
            break;
    }
    return {0.03, 0.02, 0.015};
}

}  // namespace convscope::draw
