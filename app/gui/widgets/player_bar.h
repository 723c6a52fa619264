// The controls of a sliding window: play, step, position, speed and pass. They get the player's state and return the
// changed state.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "app/gui/toolkit/ui.h"
#include "app/view/player.h"

namespace convscope {

/// The positions that a player's window takes, one after the other.
struct PlayerCourse {
    std::int64_t filter = 0;                     ///< number of positions in the filter pass
    std::int64_t pool = 0;                       ///< in the pooling pass after it; 0: no pooling pass
    std::int64_t sum = 0;                        ///< steps of the sum pass, which is a choice; 0: no sum pass
    std::string_view position = "Output pixel";  ///< name of a position, as in "Output pixel 3 of 9"
    double start = 0;                            ///< the position of the filter pass where the player begins
    bool shifted = false;                        ///< Left, Right, Home and End move the player only with Shift
    bool timed = false;      ///< a pass takes pass_seconds() whatever its length; else positions_per_second() count
    std::int64_t pixel = 0;  ///< output pixel whose arithmetic the sum pass plays when it is chosen
    int filter_in_use = 0;   ///< the compared filter to which the pixel belongs
    /// The tooltip of the controls while no pass has a position.
    std::string_view unavailable = "There is no output to play";

    bool empty() const { return filter <= 0 && pool <= 0 && sum <= 0; }
    std::int64_t positions(PlayerPass pass) const {
        return pass == PlayerPass::filter ? filter : pass == PlayerPass::pool ? pool : sum;
    }
};

/// Draws buttons and sliders in one row, or in two if `row` is high enough. A narrow row has no speed slider. Returns
/// the player if the user has changed it. The controls of an empty course are disabled.
std::optional<Player> player_bar(Ui& ui, Rect row, const Player& player, const PlayerCourse& course);

/// Takes the player's keys from Ui::keys(): Space, Left, Right, Home, End (see PlayerCourse::shifted), Page Up and Page
/// Down unless the course is shifted, and Escape while it is active. Returns the player if they change it. An empty
/// course leaves the keys to others.
std::optional<Player> player_keys(Ui& ui, const Player& player, const PlayerCourse& course);

/// The player that plays the arithmetic of the course's pixel from its first product.
Player play_sum(Player player, const PlayerCourse& course);

/// The player `seconds` later, if it plays. The pooling pass follows the filter pass; at its end, and at the end of the
/// sum pass, the player stops.
Player advance_player(Player player, const PlayerCourse& course, double seconds);

}  // namespace convscope
