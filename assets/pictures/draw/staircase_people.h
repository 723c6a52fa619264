// The people on the staircase: simple figures made of limbs, each in clothes of its own.
#pragma once

#include <span>

#include "assets/pictures/draw/march.h"

namespace convscope::draw {

enum class Garment { coat, trousers, hair, skin, shoes };

struct Person {
    Vec3 feet;
    double turned;   ///< radians; 0 faces up the stairs
    double height;   ///< metres
    double stride;   ///< -1..1: the right leg behind .. in front
    double step_up;  ///< metres by which the front foot stands higher
    bool long_coat;
    bool long_hair;
    Vec3 coat, trousers, hair;
};

std::span<const Person> people();
/// The nearest of the people, with material first_material + 8 * person + garment.
Surface nearest_person(Vec3 p, int first_material);
/// The colour of such a material, given without first_material.
Vec3 person_colour(int material, Vec3 p);

}  // namespace convscope::draw
