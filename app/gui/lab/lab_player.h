// The Filter Lab's player: what the sliding window runs through there, and the arithmetic of one pixel.
#pragma once

#include "app/gui/lab/lab_scene.h"
#include "app/gui/widgets/player_bar.h"

namespace convscope {

/// The passes over the results on screen, from their first position; the sum pass while the player is in it.
PlayerCourse lab_course(const LabResults& results, const Player& player);
/// The output pixel at the player's position. Outside of the sum pass it belongs to the filter `explained`. nullopt if
/// the settings give no output.
std::optional<Selection> select_player(const LabResults& results, Player player, int explained);
void lab_player_bar(LabScene& scene, Rect row);
/// Takes the player's keys from Ui::keys(), and S, which plays the arithmetic of the selected pixel.
void lab_player_keys(LabScene& scene);

}  // namespace convscope
