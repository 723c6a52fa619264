// The Filter Lab's player: what the sliding window runs through there.
#pragma once

#include "app/gui/widgets/player_bar.h"
#include "app/gui/workspace/frame.h"

namespace convscope {

/// The passes over the results on screen, from their first position.
PlayerCourse lab_course(const LabResults& results);
void lab_player_bar(Frame& frame, Rect row);
void lab_player_keys(Frame& frame);

}  // namespace convscope
