// The tally of raised hands: a panel with a row for each answer, and the bars beside a revealed thing.
#pragma once

#include "app/gui/lessons/present/present_state.h"
#include "app/gui/toolkit/ui.h"

namespace convscope {

/// Draws the panel at the lower left of `place` while the tally is in use. Its buttons change the counts; "Clear" sets
/// them to 0.
void show_hands(Ui& ui, PresentState& state, Rect place);
/// The keys of the answers add a hand; with Shift they take one away. Call it while the tally is in use.
void take_hands_keys(Ui& ui, PresentState& state);

/// The height of hand_bars().
float hand_bars_height(const Ui& ui, const Tally& hands, std::size_t answers);
/// Draws one bar with its letter and its count for each answer.
void hand_bars(Ui& ui, const Tally& hands, std::size_t answers, Rect place);

}  // namespace convscope
