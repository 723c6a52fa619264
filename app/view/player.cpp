#include "app/view/player.h"

#include <algorithm>
#include <cmath>

namespace convscope {

double positions_per_second(double speed) {
    return std::pow(10.0, 5.0 * std::clamp(speed, 0.0, 1.0));
}

}  // namespace convscope
