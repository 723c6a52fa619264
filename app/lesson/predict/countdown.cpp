#include "app/lesson/predict/countdown.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace convscope {

int Countdown::remaining(double time) const {
    return static_cast<int>(std::ceil(std::max(0.0, end - time)));
}

double Countdown::next_change(double time) const {
    const int seconds = remaining(time);
    return seconds == 0 ? 0 : end - (seconds - 1);
}

std::string countdown_text(int seconds) {
    return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

int next_countdown(int seconds) {
    const auto* const found = std::ranges::find(kCountdowns, seconds);
    return found == kCountdowns.end() || found + 1 == kCountdowns.end() ? kCountdowns.front() : *(found + 1);
}

}  // namespace convscope
