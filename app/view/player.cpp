#include "app/view/player.h"

#include <algorithm>
#include <cmath>

namespace convscope {

double positions_per_second(double speed) {
    return std::pow(10.0, 5.0 * std::clamp(speed, 0.0, 1.0));
}

double pass_seconds(double speed) {
    return kSlowestPass * std::pow(kFastestPass / kSlowestPass, std::clamp(speed, 0.0, 1.0));
}

double speed_of_pass(double seconds) {
    const double limited = std::clamp(seconds, kFastestPass, kSlowestPass);
    return std::log(kSlowestPass / limited) / std::log(kSlowestPass / kFastestPass);
}

double relative_speed(double speed) {
    return speed_of_pass(kUsualPass * positions_per_second(Player{}.speed) / positions_per_second(speed));
}

}  // namespace convscope
