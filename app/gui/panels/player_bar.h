// Driving the sliding window: play, step, scrub, speed, and which pass runs. Knows how time moves the player.
#pragma once

#include "app/gui/frame.h"

namespace convscope {

void player_bar(Frame& frame, Rect row);

/// The keys of the player: Space, Left, Right, Home, End. Uses them up.
void player_keys(Frame& frame);

/// Moves a playing player on by `seconds`; the pooling pass follows the filter pass.
void advance_player(Frame& frame, double seconds);

}  // namespace convscope
