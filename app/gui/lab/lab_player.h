// The Filter Lab's player, whose sliding window visits every output pixel and pooling block.
#pragma once

#include "app/gui/lab/lab_scene.h"
#include "app/gui/widgets/player_bar.h"

namespace convscope {

/// The player's course over the results on screen; it starts at the first output pixel.
PlayerCourse lab_course(const LabResults& results);
void lab_player_bar(LabScene& scene, Rect row);
void lab_player_keys(LabScene& scene);

}  // namespace convscope
