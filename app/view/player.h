// The state of the sliding-window animation, which plays or is moved step by step.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace convscope {

/// filter: the window slides over the input; pool: the block slides over the filtered picture; sum: the arithmetic of
/// one output pixel, step by step.
enum class PlayerPass { filter, pool, sum };
inline constexpr std::array<std::string_view, 3> kPlayerPassNames{"filter", "pool", "sum"};

/// The sliding window at output pixel `position` (in row-major order); later pixels are hidden or faint. In the sum
/// pass `position` is a step of the arithmetic of the output pixel `pixel`.
struct Player {
    bool active = false;
    bool playing = false;
    PlayerPass pass = PlayerPass::filter;
    double position = 0;
    double speed = 0.42;     ///< 0 to 1; see positions_per_second() and pass_seconds()
    std::int64_t pixel = 0;  ///< in row-major order
    int filter = 0;          ///< index of the compared filter whose arithmetic is explained
    bool operator==(const Player&) const = default;
};

/// 10^(5 * speed) output pixels per second: from 1 to 100,000.
double positions_per_second(double speed);

inline constexpr double kSlowestPass = 120;  ///< seconds
inline constexpr double kFastestPass = 2;
inline constexpr double kUsualPass = 20;
/// The duration in seconds of a whole pass with any number of positions: from kSlowestPass at speed 0 to kFastestPass
/// at 1.
double pass_seconds(double speed);
/// The inverse of pass_seconds(): the speed at which a pass takes `seconds`, limited to 0..1.
double speed_of_pass(double seconds);
/// Converts a speed for positions_per_second() to one for pass_seconds(). The default speed becomes the speed of a pass
/// of kUsualPass seconds. A speed that is n times as high becomes that of a pass n times as short, within the limits.
double relative_speed(double speed);

}  // namespace convscope
