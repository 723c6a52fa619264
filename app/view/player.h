// The state of a sliding window that plays or is moved step by step.
#pragma once

#include <array>
#include <string_view>

namespace convscope {

enum class PlayerPass { filter, pool };
inline constexpr std::array<std::string_view, 2> kPlayerPassNames{"filter", "pool"};

/// The sliding window at output pixel `position` (in row-major order); later pixels are hidden.
struct Player {
    bool active = false;
    bool playing = false;
    PlayerPass pass = PlayerPass::filter;
    double position = 0;
    double speed = 0.42;  ///< 0 to 1; see positions_per_second()
    bool operator==(const Player&) const = default;
};

/// 10^(5 * speed) output pixels per second: from 1 to 100,000.
double positions_per_second(double speed);

}  // namespace convscope
