// A countdown, as a value: times are in seconds on the clock of the window's frames. Must not include Dear ImGui.
#pragma once

#include <array>
#include <string>

namespace convscope {

/// The lengths on offer, in seconds.
inline constexpr std::array<int, 4> kCountdowns{30, 60, 120, 300};

struct Countdown {
    double end = 0;  ///< time at which nothing remains

    /// Whole seconds that remain, rounded up; 0 when the countdown is over.
    int remaining(double time) const;
    /// The time at which remaining() changes next; 0 when the countdown is over.
    double next_change(double time) const;
};

/// "0:30", "5:00".
std::string countdown_text(int seconds);
/// The length that follows `seconds` in kCountdowns; the first one after the last.
int next_countdown(int seconds);

}  // namespace convscope
