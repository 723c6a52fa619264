// The Filter Lab's player: what the sliding window runs through there.
#pragma once

#include "app/gui/lab/lab_scene.h"
#include "app/gui/widgets/player_bar.h"

namespace convscope {

/// The passes over the results on screen, from their first position.
PlayerCourse lab_course(const LabResults& results);
void lab_player_bar(LabScene& scene, Rect row);
void lab_player_keys(LabScene& scene);

}  // namespace convscope
