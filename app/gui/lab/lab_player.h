// The Filter Lab's player: the passes of its sliding window, and the arithmetic of one pixel.
#pragma once

#include "app/gui/lab/lab_scene.h"
#include "app/gui/widgets/player_bar.h"

namespace convscope {

/// The player's passes over these results, starting at their first position. The sum pass is included only while the
/// player is in it.
PlayerPasses lab_passes(const LabResults& results, const Player& player);
/// The output pixel at the player's position. Outside the sum pass it is a pixel of the compared filter `explained`.
/// nullopt if the settings give no output.
std::optional<Selection> select_player(const LabResults& results, Player player, int explained);
void lab_player_bar(LabScene& scene, Rect row);
/// Takes the player's keys from Ui::keys(), also S, which plays the arithmetic of the selected pixel.
void lab_player_keys(LabScene& scene);

}  // namespace convscope
