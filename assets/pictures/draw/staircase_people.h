// The people on the staircase: simple figures of limbs, each with its own clothes.
#pragma once

#include <span>

#include "assets/pictures/draw/march.h"

namespace convscope::draw {

enum class Garment { coat, trousers, hair, skin, shoes };

struct Person {
    Vec3 feet;
    double heading;  ///< radians; 0 faces up the stairs
    double height;   ///< metres
    double stride;   ///< -1 (right leg back) to 1 (right leg forward)
    double step_up;  ///< height of the front foot above the other one, in metres
    bool long_coat;
    bool long_hair;
    Vec3 coat, trousers, hair;
};

std::span<const Person> people();
/// The distance to the nearest person, with material first_material + 8 * person + garment.
Surface nearest_person(Vec3 p, int first_material);
/// The colour of a material number from which first_material is subtracted.
Vec3 person_colour(int material, Vec3 p);

}  // namespace convscope::draw
