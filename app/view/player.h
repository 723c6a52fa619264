// The state of a sliding window that is played, stepped or scrubbed.
#pragma once

#include <array>
#include <string_view>

namespace convscope {

enum class PlayerPass { filter, pool };
inline constexpr std::array<std::string_view, 2> kPlayerPassNames{"filter", "pool"};

/// The sliding window: `position` counts output pixels row by row; everything after it is still to come.
struct Player {
    bool active = false;
    bool playing = false;
    PlayerPass pass = PlayerPass::filter;
    double position = 0;
    double speed = 0.42;  ///< 0..1, logarithmic; see positions_per_second()
    bool operator==(const Player&) const = default;
};

/// Output pixels per second at this setting of the speed slider: 1 to 100,000, logarithmic.
double positions_per_second(double speed);

}  // namespace convscope
