// The controls of a sliding window: play, step, position, speed and pass. Each gets the player's state and returns the
// changed state.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "app/gui/toolkit/ui.h"
#include "app/view/player.h"
#include "core/base/text/translation.h"

namespace convscope {

/// The passes that a player can play, with their numbers of positions.
struct PlayerPasses {
    std::int64_t filter = 0;  ///< number of positions of the filter pass; 0: no filter pass
    std::int64_t pool = 0;    ///< positions of the pooling pass, which follows; 0: no pooling pass
    std::int64_t sum = 0;     ///< steps of the sum pass, which the user selects; 0: no sum pass
    Message position = tr("Output pixel {} of {}");  ///< position and number of positions
    double start_position = 0;                       ///< position at which an inactive player starts the filter pass
    bool needs_shift = false;                        ///< Left, Right, Home and End work only with Shift
    bool timed = false;      ///< true: a pass takes pass_seconds(); false: its speed is positions_per_second()
    std::int64_t pixel = 0;  ///< output pixel whose arithmetic the sum pass plays
    int filter_in_use = 0;   ///< the compared filter to which the pixel belongs
    /// The tooltip of the controls if no pass has a position.
    Message unavailable = tr("There is no output to play");
    /// Seconds of a pass and positions per second, except in the sum pass.
    Message speed = tr("Speed: {:.0f} seconds per pass, {} pixels per second");
    Message play = tr("Slide the window over the picture");  ///< the tooltip of the button that plays

    bool empty() const { return filter <= 0 && pool <= 0 && sum <= 0; }
    std::int64_t positions(PlayerPass pass) const {
        return pass == PlayerPass::filter ? filter : pass == PlayerPass::pool ? pool : sum;
    }
};

/// Draws buttons and sliders in one row, or in two if `row` is high enough. A narrow row has no speed slider. Returns
/// the changed player, or nullopt if the user has not changed it. If `passes` is empty, all controls are disabled.
std::optional<Player> player_bar(Ui& ui, Rect row, const Player& player, const PlayerPasses& passes);

/// Takes the player's keys from Ui::keys(): Space; Left, Right, Home and End (see PlayerPasses::needs_shift); Page Up
/// and Page Down unless needs_shift is set; Escape while the player is active. Returns the changed player, or nullopt
/// if no key has changed it. If `passes` is empty, takes no key.
std::optional<Player> player_keys(Ui& ui, const Player& player, const PlayerPasses& passes);

/// The player in the sum pass, playing the arithmetic of `passes.pixel` from its first product.
Player play_sum(Player player, const PlayerPasses& passes);

/// The player after `seconds`; unchanged if it does not play. The pooling pass, if any, follows the filter pass. At the
/// end of the last of these passes, or of the sum pass, the player pauses.
Player advance_player(Player player, const PlayerPasses& passes, double seconds);

}  // namespace convscope
