// Driving a sliding window: play, step, scrub, speed, and which pass runs. Knows how time moves a player, but no
// document: the player as it is goes in, as it is to be comes out.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "app/gui/toolkit/ui.h"
#include "app/view/player.h"

namespace convscope {

/// What a player runs through.
struct PlayerCourse {
    std::int64_t filter = 0;                     ///< positions of the filter pass
    std::int64_t pool = 0;                       ///< of the pooling pass after it; 0: there is none
    std::string_view position = "Output pixel";  ///< what one is called, as in "Output pixel 3 of 9"
    double start = 0;                            ///< where a player that is off begins, in the filter pass
    bool shifted = false;  ///< Left, Right, Home and End mean something else; with Shift they move the player

    std::int64_t positions(PlayerPass pass) const { return pass == PlayerPass::filter ? filter : pool; }
};

/// Buttons and sliders in one row, or below each other where `row` is as high as two rows; a short row leaves out the
/// speed. Returns the player where it has been changed.
std::optional<Player> player_bar(Ui& ui, Rect row, const Player& player, const PlayerCourse& course);

/// The keys of the player: Space, Left, Right, Home, End (see PlayerCourse::shifted), and Escape while it is on. Uses
/// them up.
std::optional<Player> player_keys(Ui& ui, const Player& player, const PlayerCourse& course);

/// A playing player `seconds` later: the pooling pass follows the filter pass, and it stops at the end.
Player advance_player(Player player, const PlayerCourse& course, double seconds);

}  // namespace convscope
